// @ts-check
/**
 * How a test file loads modules: those of tests anew, packages and the modules under test once in each of jest's processes.
 *
 * Jest loads everything anew for every file: a second and more for the modules of an application, as much for the packages of
 * Temporal, and for all that they make when they are loaded, such as the schemas of the API. None of it belongs to a file, because
 * a module under test keeps nothing between two calls that another file could notice. Files share the realm of the process too
 * (see environment.ts), so that an `Error` or a `Map` of a package is one for a test as well.
 *
 * The modules of `test/` count what they have handed out, so they belong to a file, and with them what imports them. What judges
 * the answers of applications does not: its schemas are made once for the same document.
 *
 * The parts of jest-runtime that load modules are not public, so this file goes with its exact version.
 */
const { readFileSync } = require('node:fs');
const paths = require('node:path');
const { fileURLToPath, pathToFileURL } = require('node:url');
const { compileFunction, SourceTextModule, SyntheticModule } = require('node:vm');
const { transformSync } = require('@swc/core');
const { default: JestRuntime } = require('jest-runtime');

/** What a test imports of jest belongs to its file. */
const OF_JEST = '@jest/globals';

/** Who watches changes files between two runs of one process. */
const WATCHING = process.argv.some((word) => word.startsWith('--watch'));

const TESTS = `${paths.dirname(__dirname)}/`;
const ANSWERS = paths.join(__dirname, 'answers');

/** From Node.js 24.9 on jest links what is imported at the head of a file without asking here, so nothing of ours is shared there. */
const LINKS_ITSELF = 'hasAsyncGraph' in SourceTextModule.prototype;

/** @param {string} path */
const isOfTests = (path) => path.startsWith(TESTS) && !path.startsWith(ANSWERS);

/** @typedef {{ transform: (path: string, options: object) => string }} Translator */

const OPTIONS = {
  isInternalModule: false,
  supportsDynamicImport: true,
  supportsExportNamespaceFrom: true,
  supportsStaticESM: true,
  supportsTopLevelAwait: true,
};

/** @param {string} specifier */
const isPackage = (specifier) => !/^(?:[./]|data:|file:)/.test(specifier) && specifier !== OF_JEST;

/**
 * By specifier, because all are looked up from the root of the project.
 *
 * @type {Map<string, Promise<SyntheticModule>>}
 */
const packages = new Map();

/**
 * The same instance that any other module of this process would get.
 *
 * @param {string} specifier
 */
function packageNamed(specifier) {
  const known = packages.get(specifier);
  if (known !== undefined) return known;
  const loading = import(specifier).then((exported) => asModule(specifier, exported));
  packages.set(specifier, loading);
  return loading;
}

/**
 * @param {string} identifier
 * @param {Record<string, unknown>} exported
 */
async function asModule(identifier, exported) {
  const names = Object.keys(exported);
  const module = new SyntheticModule(
    names,
    () => {
      for (const name of names) module.setExport(name, exported[name]);
    },
    { identifier },
  );
  await module.link(() => {
    throw new Error('A module without imports links nothing.');
  });
  await module.evaluate();
  return module;
}

/**
 * The project's own modules by their path, before anything is linked; those that belong to a file are only known as such.
 *
 * @type {Map<string, SourceTextModule | 'of a file'>}
 */
const own = new Map();

/** @type {Map<SourceTextModule, Promise<SourceTextModule>>} */
const evaluated = new Map();

/** @param {string} specifier @param {string} from */
const pathOf = (specifier, from) => fileURLToPath(new URL(specifier, pathToFileURL(from)));

/**
 * A module and all that it imports, or that it belongs to a file.
 *
 * @param {string} path
 * @param {Translator} translator
 * @returns {SourceTextModule | 'of a file'}
 */
function ownModule(path, translator) {
  const known = own.get(path);
  if (known !== undefined) return known;
  if (isOfTests(path)) {
    own.set(path, 'of a file');
    return 'of a file';
  }
  const module = new SourceTextModule(translator.transform(path, OPTIONS), {
    identifier: path,
    initializeImportMeta: (meta) => {
      Object.assign(meta, { url: pathToFileURL(path).href, filename: path, dirname: paths.dirname(path), main: false });
    },
    importModuleDynamically: (specifier) => shared(specifier, path, translator),
  });
  own.set(path, module);
  const ofFile = module.dependencySpecifiers.some(
    (specifier) =>
      specifier === OF_JEST || (isOwn(specifier) && ownModule(pathOf(specifier, path), translator) === 'of a file'),
  );
  if (!ofFile) return module;
  own.set(path, 'of a file');
  return 'of a file';
}

/** @param {string} specifier */
const isOwn = (specifier) => /^(?:[./]|file:).*\.tsx?$/.test(specifier) && !WATCHING && !LINKS_ITSELF;

/** One after the other: two that are linked at once would take a module that the other has not finished. */
let linking = Promise.resolve();

/**
 * The module that an import names, ready to use; nothing where it belongs to a file.
 *
 * @param {string} specifier
 * @param {string} from
 * @param {Translator} translator
 * @returns {Promise<SourceTextModule | SyntheticModule>}
 */
async function shared(specifier, from, translator) {
  if (isPackage(specifier)) return packageNamed(specifier);
  const path = pathOf(specifier, from);
  if (!isOwn(specifier)) return packageNamed(pathToFileURL(path).href);
  const module = ownModule(path, translator);
  if (module === 'of a file')
    throw new Error(`${from} is shared by test files and imports ${path}, which belongs to one.`);
  const known = evaluated.get(module);
  if (known !== undefined) return known;
  const linked = linking.then(() => link(module, translator));
  linking = linked.catch(() => {});
  const evaluating = linked.then(() => module.evaluate()).then(() => module);
  evaluated.set(module, evaluating);
  return evaluating;
}

/** @param {SourceTextModule} module @param {Translator} translator */
async function link(module, translator) {
  if (module.status !== 'unlinked') return;
  await module.link((specifier, { identifier }) => {
    if (!isOwn(specifier)) return shared(specifier, identifier, translator);
    const imported = ownModule(pathOf(specifier, identifier), translator);
    if (imported === 'of a file') throw new Error(`${identifier} imports ${specifier}, which belongs to a file.`);
    return imported;
  });
}

// Temporal's packages load our payload converter by its path.
require.extensions['.ts'] = (module, filename) => {
  const { code } = transformSync(readFileSync(filename, 'utf8'), { filename, module: { type: 'commonjs' } });
  Reflect.get(module, '_compile').call(module, code, filename);
};

module.exports = class RuntimeWithSharedModules extends JestRuntime {
  /** @param {ConstructorParameters<typeof JestRuntime>} options */
  constructor(...options) {
    super(...options);
    const loader = Reflect.get(this, 'esmLoader');
    /** @type {Translator} */
    const translator = loader.transformCache;
    const ofJest = loader.resolveModule.bind(loader);
    /** @param {string} specifier @param {string} from @param {unknown} context */
    loader.resolveModule = (specifier, from, context) => {
      if (isPackage(specifier)) return packageNamed(specifier);
      const sharable = isOwn(specifier) && ownModule(pathOf(specifier, from), translator) !== 'of a file';
      return sharable ? shared(specifier, from, translator) : ofJest(specifier, from, context);
    };
    // No context is the one of the process.
    loader.getContext = () => undefined;
    const executor = Reflect.get(this, 'executor');
    /** @param {string} source @param {string} filename */
    executor.compile = (source, filename) => compileFunction(source, executor.injectedModuleParameters, { filename });
  }

  /**
   * The runner keeps the state of a file, so it is loaded for each; its parts are not.
   *
   * @template Exported
   * @param {string} from
   * @param {string} [name]
   * @returns {Exported}
   */
  requireInternalModule(from, name) {
    return name === undefined ? super.requireInternalModule(from) : require(require.resolve(name, { paths: [from] }));
  }
};
