using Roundtable.Annotation.Evaluation;
using Roundtable.Annotation.Votes;
using Roundtable.Record.Wording;

namespace Roundtable.Workspace.Benches;

/// <summary>Gathers the rows of a table of votes; classes are numbered once everything was read, since the right answers decide how votes are
/// compared.</summary>
/// <param name="path">The file, for errors.</param>
/// <param name="options">How it is read.</param>
/// <param name="known">Right answers from elsewhere; null where they stand beside the votes.</param>
internal sealed class VoteFileBuilder(string path, VoteFileOptions options, IReadOnlyDictionary<string, string>? known)
{
    private readonly List<string> _headings = [];
    private readonly Dictionary<string, int> _columns = new(StringComparer.Ordinal);
    private readonly List<string> _items = [];
    private readonly Dictionary<string, int> _rows = new(StringComparer.Ordinal);
    private readonly List<string> _golds = [];
    private readonly List<(int Item, int Column, string Vote)> _votes = [];
    private readonly HashSet<(int Item, int Column)> _cast = [];

    /// <summary>Sets the headings of a wide table's columns of votes.</summary>
    public void SetHeadings(IReadOnlyList<string> headings)
    {
        foreach (var heading in headings)
        {
            if (heading.Trim().Length == 0 || !_columns.TryAdd(heading, _headings.Count))
            {
                throw VoteFile.Bad(path, heading.Trim().Length == 0 ? "a column has no name" : $"two columns are named '{heading}'");
            }

            _headings.Add(heading);
        }
    }

    /// <summary>Adds a row of a wide table.</summary>
    public void AddRow(string question, string gold, string[] record, int[] seats)
    {
        if (!_rows.TryAdd(question, _items.Count))
        {
            throw VoteFile.Bad(path, $"the question '{question}' comes twice");
        }

        _items.Add(question);
        _golds.Add(known is null ? gold : known.GetValueOrDefault(question, ""));
        for (var i = 0; i < seats.Length; i++)
        {
            if (record[seats[i]].Length > 0)
            {
                _votes.Add((_items.Count - 1, i, record[seats[i]]));
            }
        }
    }

    /// <summary>Adds a row of a long table.</summary>
    public void Add(string question, string annotator, string label, string gold)
    {
        var answer = known is null ? gold : known.GetValueOrDefault(question, "");
        if (_rows.TryAdd(question, _items.Count))
        {
            _items.Add(question);
            _golds.Add(answer);
        }
        else if (_golds[_rows[question]] != answer)
        {
            throw VoteFile.Bad(path, $"the right answer to '{question}' is both '{_golds[_rows[question]]}' and '{answer}'");
        }

        if (_columns.TryAdd(annotator, _headings.Count))
        {
            _headings.Add(annotator);
        }

        if (!_cast.Add((_rows[question], _columns[annotator])))
        {
            throw VoteFile.Bad(path, $"'{annotator}' votes twice on the question '{question}'");
        }

        _votes.Add((_rows[question], _columns[annotator], label));
    }

    /// <summary>The table.</summary>
    public VoteFile Build()
    {
        var match = options.Match
            ?? (_golds.TrueForAll(g => g.Length == 0 || AnswerNumber.Read(g) is { HasUnit: false }) && _golds.Exists(g => g.Length > 0)
                ? AnswerMatch.Numeric : AnswerMatch.Exact);
        if (known is { Count: > 0 } && _items.Count > 0 && !_items.Exists(known.ContainsKey))
        {
            throw VoteFile.Bad(
                path, $"none of its questions ('{_items[0]}', …) is among those with right answers in {options.GoldPath} ('{known.Keys.First()}', …)");
        }

        var columns = Selected();
        var classes = new ClassNumbers(match);
        var votes = new short[_items.Count * columns.Count];
        Array.Fill(votes, VoteTable.None);
        var (unread, withUnit) = (new int[columns.Count], new int[columns.Count]);
        var place = new int[_headings.Count];
        Array.Fill(place, -1);
        for (var i = 0; i < columns.Count; i++)
        {
            place[columns[i]] = i;
        }

        foreach (var (item, column, vote) in _votes)
        {
            if (place[column] is var at and >= 0)
            {
                var (number, hasUnit) = classes.Of(vote);
                unread[at] += number == VoteTable.None && vote.Trim().Length > 0 ? 1 : 0;
                withUnit[at] += hasUnit ? 1 : 0;
                votes[(item * columns.Count) + at] = number;
            }
        }

        var gold = _golds.ConvertAll(g => g.Length == 0 ? VoteTable.None
            : classes.Of(g).Class is var right && right != VoteTable.None ? right
            : throw VoteFile.Bad(path, $"the right answer '{g}' is not {(match == AnswerMatch.Numeric ? "a number" : "an answer")}"));
        return new VoteFile(
            new VoteTable(_items, [.. columns.Select(c => VoteColumn.Parse(_headings[c]).Source(_headings[c]))], classes.Names(path), votes),
            new GoldLabels(gold),
            match,
            unread,
            withUnit);
    }

    private List<int> Selected()
    {
        var parsed = _headings.ConvertAll(VoteColumn.Parse);
        return options.Seats.Count == 0
            ? [.. Enumerable.Range(0, _headings.Count)]
            : [.. options.Seats.Distinct(StringComparer.Ordinal).SelectMany(s =>
                Enumerable.Range(0, _headings.Count).Where(i => parsed[i].Seat == s || _headings[i] == s).ToList() is { Count: > 0 } found
                    ? found
                    : throw new WorkspaceException(
                        ErrorKind.InvalidInput,
                        $"There is no seat '{Neutralise.Line(s)}' in {Neutralise.Line(path)}. It has: "
                            + $"{Neutralise.Line(string.Join(", ", parsed.Select(p => p.Seat).Distinct(StringComparer.Ordinal)))}."))];
    }

    /// <summary>Numbers what was said: answers that match have the same number.</summary>
    private sealed class ClassNumbers(AnswerMatch match)
    {
        private readonly Dictionary<string, (short Class, bool HasUnit)> _said = new(StringComparer.Ordinal);
        private readonly Dictionary<string, short> _numbers = new(StringComparer.Ordinal);
        private readonly List<string> _names = [];

        public (short Class, bool HasUnit) Of(string text)
        {
            if (_said.TryGetValue(text, out var known))
            {
                return known;
            }

            var key = AnswerText.Key(text, match, [], out var hasUnit);
            if (key is null)
            {
                return _said[text] = (VoteTable.None, false);
            }

            if (!_numbers.TryGetValue(key, out var number))
            {
                number = checked((short)Math.Min(_names.Count, short.MaxValue));
                _numbers[key] = number;
                _names.Add(match == AnswerMatch.Exact ? text.Trim() : key);
            }

            return _said[text] = (number, hasUnit);
        }

        public List<string> Names(string path) => _names.Count <= short.MaxValue ? _names : throw VoteFile.Bad(
            path, $"it has {_names.Count} different answers, and at most {short.MaxValue} are supported: bench it in parts");
    }
}
