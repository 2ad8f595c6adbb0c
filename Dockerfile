# JupyterLab with the course, for a machine that has Docker and nothing else, and for mybinder.org:
#   docker build -t carry-the-one . && docker run --rm -p 8888:8888 carry-the-one
FROM node:22-bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends git python3 python3-venv && rm -rf /var/lib/apt/lists/*
# mybinder.org runs the container as this user.
RUN useradd --create-home --uid 1001 reader
USER reader
WORKDIR /home/reader/carry-the-one
COPY --chown=reader . .
RUN npm start --silent -- --setup-only
EXPOSE 8888
# The container is its own machine: the address is told on start, with its token.
CMD ["npm", "start", "--silent", "--", "--no-browser", "--port", "8888", "--", "--ServerApp.ip=0.0.0.0"]
