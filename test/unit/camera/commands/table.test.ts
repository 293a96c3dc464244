import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decode, echo } from '../../../../camera/protocol/decode';
import { commands } from '../../../../camera/commands/index';
import {
  isAnswered,
  isSent,
  type Command,
  type Endpoint,
  type Parameter,
} from '../../../../camera/commands/schema';
import { CameraError } from '../../../../camera/core/errors';
import { buildQuery, withUid } from '../../../../camera/protocol/query';
import { sendable, validate } from '../../../../camera/protocol/validate';
import { describeAllowed, encodeValue } from '../../../../camera/protocol/encode-value';
import { findParameter } from '../../../../simulator/url';
import { inputFor, PLAIN } from '../../../support/arbitrary-input';
import { cpuMs } from '../../../support/cpu-time';

const rows = Object.entries<Command>(commands);

/** Long texts that send a careless regular expression into endless backtracking. */
const LONG = ['a', ' ', '0', 'ff', '1.', 'a.', '-', '=', ',', 'status=', '_a', '(', '1x'].map((piece) =>
  piece.repeat(100_000),
);

function exchangesOf(command: Command): Endpoint[] {
  return [command.read, command.write].filter((exchange) => exchange !== undefined);
}

function regularExpressionsOf(command: Command): RegExp[] {
  const answers = exchangesOf(command).flatMap(({ answer }) =>
    'like' in answer && answer.like ? [answer.like] : [],
  );
  const patterns = Object.values(command.parameters).flatMap((parameter) =>
    parameter.type === 'text' && parameter.pattern ? [parameter.pattern.like] : [],
  );
  return [...answers, ...patterns];
}

const isOneSentence = (doc: string) => /^[-A-Z0-9"`].*\.$/.test(doc);

describe('the command table', () => {
  it('has no two commands for flows that write the same path', () => {
    const paths = rows.flatMap(([, command]) => (command.internal ? [] : (command.write?.path ?? [])));
    assert.deepEqual([...new Set(paths)], paths);
  });

  for (const [name, command] of rows) {
    describe(`row ${name}`, () => {
      walkRow(name, command);
      for (const direction of ['read', 'write'] as const) {
        const exchange = command[direction];
        // What `camera/special/` carries out is made of other rows.
        if (exchange && exchange.answer.form !== 'special') walkExchange(command, exchange, direction);
      }
      walkParameters(command);
    });
  }
});

function walkRow(name: string, command: Command): void {
  it('has a plain name, is documented in one line, and cites the manual or the field notes', () => {
    assert.match(name, /^[a-z][A-Za-z0-9]*$/);
    assert.ok(isOneSentence(command.doc), command.doc);
    assert.match(command.section, /^(?:3\.\d+|field note)/);
    for (const rule of command.rules ?? []) assert.ok(isOneSentence(rule.doc), rule.doc);
  });

  it('has rules that say which values they look at', () => {
    for (const { doc, compares = [], isViolated } of command.rules ?? []) {
      const looked = new Set<string>();
      const sent = new (class extends Map<string, string> {
        override get(called: string) {
          looked.add(called);
          return super.get(called);
        }
      })();
      for (const [called, parameter] of Object.entries(command.parameters)) {
        sent.set(called, sampleOf(parameter));
        isViolated(sent);
      }
      for (const called of looked) assert.ok(compares.includes(called), `${doc} ${called}`);
      for (const called of compares) assert.ok(called in command.parameters, `${doc} ${called}`);
    }
  });

  it('can be read or written', () => {
    assert.ok(exchangesOf(command).length > 0);
  });

  it('uses regular expressions that remember nothing and never take long', () => {
    for (const like of regularExpressionsOf(command)) {
      assert.doesNotMatch(like.flags, /[gy]/, String(like));
      for (const text of LONG) {
        const took = cpuMs(() => like.test(`${text}!`));
        assert.ok(took < 2_000, `${String(like)} on ${text.slice(0, 8)}…`);
      }
    }
  });

  it('has no two parameters that an answer could mean by one name', () => {
    const names = Object.entries(command.parameters)
      .filter(([, parameter]) => isAnswered(parameter))
      .flatMap(([called, parameter]) => [called, ...(parameter.answeredAs ?? [])])
      .map((called) => called.toLowerCase());
    assert.deepEqual([...new Set(names)], names);
  });

  it('lets at most one parameter take everything up to the end of the URL', () => {
    const greedy = Object.values(command.parameters).filter((p) => p.type === 'text' && p.toEndOfUrl);
    assert.ok(greedy.length <= 1);
  });
}

function walkExchange(command: Command, exchange: Endpoint, direction: 'read' | 'write'): void {
  const { answer, path } = exchange;

  it(`${direction}s a path below /cgi-bin/ in which no parameter's name occurs`, () => {
    assert.match(path, /^[A-Za-z][\w./]*$/);
    const names = sendable(command, exchange).map(([called]) => called);
    if (exchange !== commands.logIn.read) names.push('uid');
    for (const called of names) assert.equal(`/cgi-bin/${path}`.includes(called), false, called);
  });

  it(`says honestly what ${direction === 'read' ? 'reading' : 'writing'} does`, () => {
    assert.ok(direction === 'read' ? exchange.effect === 'read' : exchange.effect !== 'read');
    if (exchange.destructive) assert.equal(direction, 'write');
  });

  it(`${direction}s with parameters that exist and can be sent`, () => {
    for (const called of exchange.readParameters ?? []) {
      const parameter = command.parameters[called];
      assert.ok(parameter && isSent(parameter), called);
    }
  });

  it(`decodes what it ${direction}s into parameters that exist and are answered`, () => {
    const named = [
      'parameter' in answer ? answer.parameter : [],
      (answer.form === 'attributes' && answer.text) || [],
    ].flat();
    for (const called of named) {
      const parameter = command.parameters[called];
      assert.ok(parameter && isAnswered(parameter), called);
    }
  });

  it(`does not take a failure for success when it ${direction}s`, () => {
    if (!('like' in answer) || !answer.like) return;
    for (const sentence of ['', 'false', 'error', 'Get status(0) fail', 'uid error', 'not supported'])
      assert.equal(answer.like.test(sentence), false, sentence);
  });

  it(`${direction}s so that the camera finds exactly what was sent`, () => {
    const always = new URLSearchParams(exchange.fixedQuery);
    let found = 0;
    fc.assert(
      fc.property(inputFor(command, exchange), (input) => {
        const sent = attempt(() => validate(command, exchange, input));
        const uid = exchange === commands.logIn.read ? undefined : '00e123';
        const built = sent && attempt(() => buildQuery(command, exchange, sent));
        const query = uid === undefined || built === undefined ? built : withUid(uid, built);
        if (!sent || query === undefined) return;
        found += 1;
        const url = `/cgi-bin/${path}?${query}`;
        if (uid !== undefined) assert.equal(findParameter(url, 'uid'), uid);
        for (const [called, parameter] of Object.entries(command.parameters)) {
          if (!isSent(parameter)) continue;
          const toEnd = parameter.type === 'text' && parameter.toEndOfUrl === true;
          const expected: string | undefined = sent.get(called) ?? always.get(called) ?? undefined;
          assert.equal(findParameter(url, called, toEnd), expected, `${called} in ${url}`);
        }
      }),
      { numRuns: 300 },
    );
    assert.ok(found > 10, `only ${found} inputs were sent`);
  });

  it(`never answers a secret when it ${direction}s`, () => {
    const secrets = Object.entries(command.parameters).filter(([, { secret }]) => secret);
    const wire = new Map(sendable(command, exchange).map(([called, p]) => [called, sampleOf(p)]));
    for (const [called] of secrets) {
      assert.equal(called in echo(command, wire), false);
      const others = Object.keys(command.parameters).filter((other) => other !== called);
      const attributes = [...others, called, called.toUpperCase()].map((key) => [key, '1'] as const);
      const root = { name: 'any', attributes, children: [], text: '' };
      const answered = attempt(() => decode(command, { form: 'attributes' }, root)) ?? {};
      assert.doesNotMatch(JSON.stringify(answered), new RegExp(called, 'i'));
    }
  });
}

function walkParameters(command: Command): void {
  const parameters = Object.entries(command.parameters);

  it('documents every parameter in one line', () => {
    for (const [called, parameter] of parameters) {
      assert.ok(isOneSentence(parameter.doc), `${called}: ${parameter.doc}`);
      assert.ok(describeAllowed(parameter).length > 0, called);
    }
  });

  it('gives its parameters names that can be found in a URL', () => {
    for (const [called, parameter] of parameters) {
      assert.match(called, /^[A-Za-z]\w*$/);
      assert.notEqual(called, 'extra');
      // The uid stands first and is mostly hexadecimal: it must not be taken for a parameter.
      if (isSent(parameter)) assert.doesNotMatch(called, /^(?:uid|[\da-f]+)$/i);
    }
  });

  it('sends what is required, and keeps what is secret', () => {
    const carried = exchangesOf(command).flatMap((exchange) => sendable(command, exchange));
    for (const [called, { required, secret, access }] of parameters) {
      if (required) assert.ok(carried.some(([other]) => other === called), called); // prettier-ignore
      if (secret) assert.equal(access, 'write-only', called);
    }
  });

  it('sets bounds that make sense', () => {
    for (const [called, parameter] of parameters) checkBounds(called, parameter);
  });
}

function checkBounds(called: string, parameter: Parameter): void {
  switch (parameter.type) {
    case 'integer':
      assert.ok(Number.isSafeInteger(parameter.min) && Number.isSafeInteger(parameter.max), called);
      assert.ok(parameter.min < parameter.max, called);
      for (const also of parameter.extraValues ?? [])
        assert.ok(Number.isSafeInteger(also) && (also < parameter.min || also > parameter.max), called);
      break;
    case 'number-choice':
      if (parameter.swappedBy) assert.equal(parameter.values.length, 2, called);
      assert.ok(parameter.values.length > 0 && parameter.values.every(Number.isSafeInteger), called);
      assert.equal(new Set(parameter.values).size, parameter.values.length, called);
      break;
    case 'choice':
      checkChoice(called, parameter);
      break;
    case 'text':
      checkText(called, parameter);
      break;
    case 'picture':
      assert.equal(parameter.access, 'read-only', called);
      break;
    default:
  }
}

function checkChoice(called: string, parameter: Parameter & { type: 'choice' }): void {
  const plain = parameter.values.map((word) => word.replaceAll(' ', '_').toLowerCase());
  assert.ok(parameter.values.length > 0, called);
  if (parameter.swappedBy) assert.equal(parameter.values.length, 2, called);
  assert.equal(
    new Set(parameter.caseInsensitive ? plain : parameter.values).size,
    parameter.values.length,
    called,
  );
  if (!isSent(parameter)) return;
  for (const word of parameter.values) {
    assert.ok(word !== '' && [...word].every((letter) => /\w/.test(letter) || PLAIN.includes(letter)), word);
    assert.equal(encodeValue(called, parameter, word), word);
  }
}

function checkText(called: string, parameter: Parameter & { type: 'text' }): void {
  if (!isSent(parameter)) return;
  // Field note 1: these two are percent-decoded, and no other.
  assert.equal(parameter.encoded === true, called === 'password' || called === 'title_utf8', called);
  assert.ok(parameter.maxBytes === undefined || parameter.maxBytes > 0, called);
  assert.ok(parameter.maxEncoded === undefined || (parameter.encoded && parameter.maxEncoded > 0), called);
  assert.ok(!(parameter.toEndOfUrl && parameter.encoded), called);
  assert.notEqual(parameter.emptyAs, '', called);
  if (!parameter.pattern) return;
  assert.match(parameter.pattern.like.source, /^\^.*\$$/);
  assert.doesNotMatch(parameter.pattern.like.flags, /m/);
  assert.match(parameter.pattern.words, /^\S.*[^.]$/);
}

function sampleOf(parameter: Parameter): string {
  if (parameter.type === 'integer') return String(parameter.min);
  if (parameter.type === 'choice' || parameter.type === 'number-choice') return String(parameter.values[0]);
  return parameter.type === 'colour' ? '0x000000' : '1';
}

/** The result, or undefined where the input is refused; nothing else may be thrown. */
function attempt<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch (error) {
    assert.ok(CameraError.is(error), String(error));
    return undefined;
  }
}
