/** What cells import. The site's builder bundles it; cells, not we, know its types. */
declare module 'carry';
declare module 'carry/exercises';
declare module 'carry/pictures';
