/*
 * The app's last words: takes the page over when the program has stopped or cannot start, says so,
 * and hands out the work that this browser keeps.
 *
 * It comes before the program and needs nothing of it, because then nothing of it can be relied on.
 * It is written for old browsers too: they are the ones in which the program cannot start.
 * What it writes is read by `src/store/rescue.rs`; the names below are those of `src/web/storage.rs`
 * and `src/store/pending.rs`.
 */
(function () {
  'use strict';

  var DATABASE = 'claimlight';
  var PENDING = 'claimlight.pending/';
  var PLACE = 'claimlight.place';
  var AT_ONCE = { projects: 1000, records: 1000, texts: 16 };

  var started = false;
  var stopped = false;
  /* Writing transactions that have not been asked for all they are to hold. */
  var half = [];
  /* What the buttons of the page do, by the value of `data-act`. */
  var acts = {};

  /* ---- Noticing ---- */

  addEventListener('error', function (event) {
    var from = event.target;
    if (from && from.tagName === 'SCRIPT') {
      stop('A part of the program could not be loaded: ' + from.src);
    } else if (from === window) {
      notice(event.error, event.message);
    }
  }, true);

  addEventListener('unhandledrejection', function (event) {
    notice(event.reason, String(event.reason));
  });

  /* Before the start every error is fatal; after it only one that came through the program's own
     frames, because those never got the chance to put their things in order. */
  function notice(error, message) {
    var stack = String((error && error.stack) || '');
    var harmless = /after being dropped|ResizeObserver loop/.test(message) ||
      /extension:\/\//.test(stack);
    var trap = window.WebAssembly && WebAssembly.RuntimeError &&
      error instanceof WebAssembly.RuntimeError;
    if (!harmless && (!started || trap || /wasm-function|wasm:/.test(stack))) {
      stop(message + (stack ? '\n' + stack : ''));
    }
  }

  /* ---- Stopping ---- */

  function stop(details) {
    if (stopped) return;
    stopped = true;
    half.forEach(function (transaction) {
      try { transaction.abort(); } catch (ended) { /* Then it holds all or nothing already. */ }
    });
    disarm();
    if (document.body) show(details);
    else addEventListener('DOMContentLoaded', function () { show(details); });
  }

  /* A program that stopped in the middle must not write any more, nor hear of anything. */
  function disarm() {
    var refuse = function () { throw new Error('Claimlight has stopped.'); };
    var ignore = function () {};
    if (window.IDBDatabase) {
      var begin = IDBDatabase.prototype.transaction;
      IDBDatabase.prototype.transaction = function (stores, mode) {
        if (mode && mode !== 'readonly') refuse();
        return begin.call(this, stores);
      };
      IDBFactory.prototype.deleteDatabase = refuse;
    }
    if (window.Storage) Storage.prototype.setItem = Storage.prototype.removeItem = ignore;
    if (window.BroadcastChannel) BroadcastChannel.prototype.postMessage = ignore;
    for (var timer = setTimeout(ignore, 0); timer > 0; timer -= 1) clearTimeout(timer);
    for (var frame = requestAnimationFrame(ignore); frame > 0; frame -= 1) {
      cancelAnimationFrame(frame);
    }
  }

  /* These listeners are the first, so that nobody else hears what happens after the end. */
  ('keydown keyup keypress beforeinput input change submit paste copy cut click dblclick auxclick ' +
    'contextmenu mousedown mouseup mousemove mouseover mouseout wheel touchstart touchmove touchend ' +
    'pointerdown pointermove pointerup pointerover pointerout pointercancel dragenter dragover ' +
    'drop focus blur focusin focusout scroll resize selectionchange toggle close cancel storage ' +
    'hashchange popstate message pagehide pageshow beforeunload visibilitychange beforeprint ' +
    'afterprint online offline').split(' ').forEach(function (kind) {
    addEventListener(kind, function (event) {
      if (!stopped) return;
      event.stopImmediatePropagation();
      var button = kind === 'click' && event.target.closest && event.target.closest('[data-act]');
      if (button) acts[button.getAttribute('data-act')]();
    }, { capture: true, passive: true });
  });

  /* ---- Reading what this browser keeps ---- */

  /* Opens the database as it is, of whatever version; one that is not there is not made. */
  function open(then) {
    var request;
    var none = function (error) { then(null, error); };
    try { request = indexedDB.open(DATABASE); } catch (error) { none(error); return; }
    request.onupgradeneeded = function () { request.transaction.abort(); };
    request.onerror = function (event) {
      event.preventDefault();
      var error = request.error;
      /* So it says that it was not there before. */
      none(error && error.name === 'AbortError' ? null : error);
    };
    request.onsuccess = function () {
      var database = request.result;
      database.onversionchange = function () { database.close(); };
      then(database, null);
    };
  }

  /* Calls `each` with the keys and values of a store between two keys, a group at a time. */
  function read(transaction, name, lower, upper, each, then) {
    var store = transaction.objectStore(name);
    var next = function (from) {
      var range = IDBKeyRange.bound(from, upper, true, true);
      var keys = store.getAllKeys(range, AT_ONCE[name]);
      var values = store.getAll(range, AT_ONCE[name]);
      values.onsuccess = function () {
        each(keys.result, values.result);
        if (keys.result.length < AT_ONCE[name]) then();
        else next(keys.result[keys.result.length - 1]);
      };
    };
    next(lower);
  }

  /* What was not confirmed to be in the database, in the order it was done. */
  function pending() {
    var found = [];
    try {
      for (var at = 0; at < localStorage.length; at += 1) {
        var key = localStorage.key(at);
        if (key.indexOf(PENDING) === 0) found.push({ key: key, json: localStorage.getItem(key) });
      }
    } catch (refused) { /* Then there is nothing. */ }
    found.sort(function (a, b) { return a.key < b.key ? -1 : 1; });
    found.forEach(function (one) {
      try {
        var read = JSON.parse(one.json);
        one.project = read.project;
        one.entry = read.project + '/' + read.transaction.meta.id;
        one.creates = read.creates;
        read.transaction.changes.forEach(function (change) {
          if (change.put && change.put.project) one.name = change.put.project.name;
        });
      } catch (damaged) { /* It goes into the file as it is. */ }
    });
    return found;
  }

  function lastProject() {
    try { return JSON.parse(localStorage.getItem(PLACE)).project; } catch (none) { return null; }
  }

  /* The projects there are, the one worked in last first. */
  function projects(then) {
    var list = [];
    var finish = function (error) {
      pending().forEach(function (one) {
        var known = list.some(function (project) { return project.id === one.project; });
        if (one.creates && !known) list.push({ id: one.project, name: one.name, at: Infinity });
      });
      var last = lastProject();
      list.sort(function (a, b) {
        return (b.id === last) - (a.id === last) || (a.deleted - b.deleted) || b.at - a.at;
      });
      then(list, error);
    };
    open(function (database, error) {
      if (!database) { finish(error); return; }
      if (!database.objectStoreNames.contains('projects')) {
        database.close();
        finish(null);
        return;
      }
      var transaction = database.transaction(['projects']);
      transaction.onabort = function () { database.close(); finish(transaction.error); };
      read(transaction, 'projects', '', 'a', function (keys, lines) {
        keys.forEach(function (id, at) {
          var project = { id: id, name: '', at: 0, deleted: 0 };
          try {
            var line = JSON.parse(lines[at]);
            project.name = line.info.name;
            project.counts = line.counts;
            project.at = Math.max(line.opened || 0, line.changed || 0);
            project.deleted = line.deleted ? 1 : 0;
          } catch (damaged) { /* The rest of the project may be sound. */ }
          list.push(project);
        });
      }, function () { database.close(); finish(null); });
    });
  }

  /* Gathers everything of a project as the parts of a file. */
  function gather(project, then) {
    var parts = ['{\n"format":"claimlight-rescue",\n"version":1,\n"app":"Claimlight",\n"project":' +
      JSON.stringify(project.id)];
    var first;
    var section = function (name) { parts.push(',\n"' + name + '":['); first = true; };
    var line = function (key, value) {
      parts.push((first ? '\n' : ',\n') + JSON.stringify([key, value]));
      first = false;
    };
    var lines = function (keys, values) {
      keys.forEach(function (key, at) { line(key, values[at]); });
    };
    var finish = function (left) {
      section('pending');
      left.forEach(function (one) { line(one.key, one.json); });
      parts.push(first ? ']\n}\n' : '\n]\n}\n');
      then(parts, null);
    };
    var own = pending().filter(function (one) { return !one.project || one.project === project.id; });
    open(function (database, error) {
      if (!database) {
        if (error) then(null, error);
        else finish(own);
        return;
      }
      var names = ['projects', 'records', 'texts', 'journal'].filter(function (name) {
        return database.objectStoreNames.contains(name);
      });
      if (names.length < 4) { database.close(); finish(own); return; }
      var transaction = database.transaction(names);
      transaction.onabort = function () { database.close(); then(null, transaction.error); };
      var lower = project.id + '/';
      var upper = project.id + '0';
      var listed = transaction.objectStore('projects').get(project.id);
      listed.onsuccess = function () {
        if (listed.result !== undefined) parts.push(',\n"line":' + JSON.stringify(listed.result));
        section('records');
        read(transaction, 'records', lower, upper, lines, function () {
          parts.push('\n]');
          section('texts');
          read(transaction, 'texts', lower, upper, lines, function () {
            parts.push('\n]');
            /* What the journal has is in the records already. */
            var index = transaction.objectStore('journal').index('transaction');
            var left = [];
            var look = function (at) {
              if (at === own.length) { database.close(); finish(left); return; }
              if (!own[at].entry) { left.push(own[at]); look(at + 1); return; }
              var found = index.getKey(own[at].entry);
              found.onsuccess = function () {
                if (found.result === undefined) left.push(own[at]);
                look(at + 1);
              };
            };
            look(0);
          });
        });
      };
    });
  }

  function fileName(name) {
    var stem = (name || '').replace(/[\s\/\\:*?"<>|.\u0000-\u001f\u202a-\u202e\u2066-\u2069]+/g, '-');
    stem = stem.replace(/^-+|-+$/g, '').slice(0, 60);
    return (stem || 'project') + '-rescued.claimlight.json';
  }

  function handOver(name, parts) {
    var link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob(parts, { type: 'application/json' }));
    link.download = name;
    link.click();
  }

  /* ---- The page ---- */

  function element(kind, words, name, parent) {
    var made = document.createElement(kind);
    if (words) made.textContent = words;
    if (name) made.className = name;
    if (parent) parent.appendChild(made);
    return made;
  }

  function button(words, name, act, parent) {
    var made = element('button', words, name, parent);
    var key = 'act-' + Object.keys(acts).length;
    made.type = 'button';
    made.setAttribute('data-act', key);
    acts[key] = act;
    return made;
  }

  function reason(error) {
    return (error && (error.message || error.name)) || 'the browser gives no reason';
  }

  function counted(count, one) {
    return count + ' ' + one + (count === 1 ? '' : 's');
  }

  function describe(project) {
    var counts = project.counts || {};
    var words = [];
    if (counts.documents) words.push(counted(counts.documents, 'document'));
    if (counts.claims) words.push(counted(counts.claims, 'claim'));
    if (project.deleted) words.push('in the bin');
    return words.length ? ' (' + words.join(', ') + ')' : '';
  }

  function why() {
    if (started) {
      return 'An error of the program’s own has stopped it, and it cannot go on in this page.';
    }
    if (!window.WebAssembly) {
      return 'This browser does not run WebAssembly, which the program is made of, or it is ' +
        'switched off. A current Chrome, Edge, Firefox or Safari runs it.';
    }
    if (location.protocol === 'file:') {
      return 'A browser does not load the parts of a program from a folder on disk. Serve the ' +
        'folder with any web server, or open the edition that is one single file.';
    }
    return 'A part of the program could not be loaded or started. The connection may have been ' +
      'lost, or the browser may be too old: a current Chrome, Edge, Firefox or Safari runs it.';
  }

  function show(details) {
    var body = document.createElement('body');
    var page = element('main', '', 'rescue', body);
    var title = started ? 'Claimlight has stopped' : 'Claimlight cannot start';
    var heading = element('h1', title, 'rescue__title', page);
    heading.tabIndex = -1;
    element('p', why(), '', page);
    var safe = element('p', 'Looking for what this browser keeps …', '', page);
    safe.setAttribute('role', 'status');
    var row = element('div', '', 'rescue__acts', page);
    var said = element('p', '', 'rescue__said', page);
    said.setAttribute('role', 'status');
    var others = element('div', '', 'rescue__others', page);
    var more = element('details', '', 'rescue__details', page);
    element('summary', 'Technical details', '', more);
    element('p', 'They stay on this machine. A report that quotes them helps to mend the error; ' +
      'read them first, because they may hold words of yours.', '', more);
    element('pre', details + '\n\n' + location.href + '\n' + navigator.userAgent, '', more);
    /* The other page goes with all that was on it, dialogs as well. */
    document.documentElement.replaceChild(body, document.body);
    document.title = title;
    heading.focus();

    var download = function (project) {
      return function () {
        said.textContent = 'Gathering “' + (project.name || 'Recovered project') + '” …';
        gather(project, function (parts, error) {
          if (error) {
            said.textContent = 'The work could not be read: ' + reason(error) +
              '. It is still where it was; reload the page or try again.';
            return;
          }
          var name = fileName(project.name);
          handOver(name, parts);
          said.textContent = '“' + name + '” was handed to your browser’s downloads. It is opened ' +
            'like any Claimlight file: choose “Import a Claimlight file” in the app, here or on ' +
            'another machine.';
        });
      };
    };
    projects(function (list, error) {
      var reload = function () { location.reload(); };
      if (!list.length) {
        safe.textContent = error ?
          'This browser does not let the page see what it keeps (' + reason(error) + '), so ' +
          'nothing can be handed out here. Work that was neither shown as saved nor downloaded ' +
          'is lost.' :
          'This browser keeps no work of Claimlight.';
        button('Reload', 'button button--main', reload, row);
        return;
      }
      var left = pending().length;
      safe.textContent = 'Everything that was shown as saved is safe in this browser’s storage' +
        (left ? ', and ' + counted(left, 'change') + ' that had not been confirmed ' +
          (left === 1 ? 'is' : 'are') + ' kept beside it' : '') +
        '. Reload the page to go on; to be sure, download your work first.';
      button('Download my work', 'button button--main', download(list[0]), row);
      button('Reload', 'button', reload, row);
      element('span', '“' + (list[0].name || 'Recovered project') + '”' + describe(list[0]),
        'rescue__which', row);
      if (list.length === 1) return;
      element('h2', 'Other projects', '', others);
      var all = element('ul', '', '', others);
      list.slice(1).forEach(function (project) {
        var item = element('li', '', '', all);
        var name = project.name || 'Recovered project';
        element('span', name + describe(project), '', item);
        button('Download', 'button', download(project), item)
          .setAttribute('aria-label', 'Download “' + name + '”');
      });
    });
  }

  /* ---- What the program may ask ---- */

  window.claimlightRescue = {
    /* The program is there and wants to run; says whether it may. */
    started: function () {
      started = started || !stopped;
      return !stopped;
    },
    /* The program has failed; nothing of it is called any more. */
    stop: function (details) { stop(details + '\n' + (new Error().stack || '')); },
    /* A writing transaction was begun, and would be half of itself if the program stopped now. */
    begin: function (transaction) { half.push(transaction); },
    /* Everything has been asked of a writing transaction. */
    end: function (transaction) {
      half = half.filter(function (open) { return open !== transaction; });
    }
  };

  if (!window.WebAssembly || !('noModule' in document.createElement('script'))) {
    stop('This browser lacks ' + (window.WebAssembly ? 'modules' : 'WebAssembly') + '.');
  }
})();
