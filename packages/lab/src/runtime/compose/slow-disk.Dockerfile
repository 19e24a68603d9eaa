# A tool to slow down another container's disk: strace, on an image that is here anyway.
ARG NODE_IMAGE
FROM ${NODE_IMAGE}
USER root
RUN apt-get update && apt-get install --yes --no-install-recommends strace procps && rm -rf /var/lib/apt/lists/*
