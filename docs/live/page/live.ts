// What a notebook's page does beyond being read. Nothing but this script is loaded before the first run.
import { startNotebook } from './notebook';

const head = document.querySelector<HTMLElement>('[data-notebook]');
if (head) startNotebook(head);
