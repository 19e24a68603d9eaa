# Stand-in for the official node image, from the npm packages that base-images puts beside this file.
FROM stand-in/debian:forky
LABEL stand-in="Debian forky and npm's package of Node"

RUN groupadd --gid 1000 node \
 && useradd --uid 1000 --gid node --shell /bin/bash --create-home node
RUN apt-get update \
 && apt-get install --yes libatomic1 libstdc++6 \
 && rm -rf /var/lib/apt/lists/*

COPY node/bin/node /usr/local/bin/
COPY npm /usr/local/lib/node_modules/npm
COPY --chmod=755 node-entrypoint.sh /usr/local/bin/docker-entrypoint.sh
RUN ln -s node /usr/local/bin/nodejs \
 && ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm \
 && ln -s ../lib/node_modules/npm/bin/npx-cli.js /usr/local/bin/npx \
 && npm --version

ENTRYPOINT ["docker-entrypoint.sh"]
CMD ["node"]
