using System.Text;
using System.Text.Json;

namespace Roundtable.Deliberation.Ballots;

/// <summary>
/// An answer taken apart: what the model thought, the JSON objects that it wrote besides, and the rest. Objects inside the thinking are drafts and no
/// part of the answer; an object that does not close hides nothing that follows it.
/// </summary>
internal sealed class AnswerScan
{
    private readonly string _text;
    private readonly StringBuilder _thinking = new();
    private readonly StringBuilder _rest = new();
    private readonly List<Part> _objects = [];
    private readonly List<int> _broken = [];
    private bool _stillThinking;
    private string? _error;

    private AnswerScan(string text) => _text = text;

    /// <summary>What the model thought, trimmed; empty where the text shows none.</summary>
    public string Thinking => _thinking.ToString().Trim();

    /// <summary>The text without the thinking, trimmed.</summary>
    public string Answer => _rest.ToString().Trim();

    /// <summary>Takes <paramref name="text"/> apart.</summary>
    public static AnswerScan Of(string text)
    {
        var scan = new AnswerScan(text);
        scan.Run();
        return scan;
    }

    /// <summary>
    /// The last object outside the thinking of which <paramref name="wanted"/> makes something: models that reason in the open give the answer at the end.
    /// </summary>
    /// <param name="wanted">The part of an object that is wanted, or null where the object is of another kind.</param>
    /// <param name="member">A member that a wanted object has, by which one that is broken is known.</param>
    /// <param name="beside">A member that a whole answer begins with, or null where none is known.</param>
    /// <param name="error">Why there is none.</param>
    public JsonElement? Find(Func<JsonElement, JsonElement?> wanted, string member, string? beside, out string error)
    {
        error = _error
            ?? (_stillThinking ? "it breaks off while it is still thinking, before it answers."
            : _objects.Count > 0 ? $"\"{member}\" is missing."
            : "it holds no JSON object.");

        var last = _objects.FindLastIndex(o => wanted(o.Json) is not null);
        if (last < 0)
        {
            return null;
        }

        var part = _objects[last];
        var before = _objects.Take(last).ToList();
        var problem =
            before.Count > 0 && _text.AsSpan(before[^1].End, part.Start - before[^1].End).Trim() is "," && wanted(before[^1].Json) is not null
                ? "it holds a list of several."

            // What comes last counts. A broken object after a whole one is the answer that the whole one was a draft of, and a member that follows outside
            // of any object shows that this one was torn out of a text.
            : _broken.Exists(at => at >= part.End && Mentions(at, member)) ? _error ?? "its last JSON object is malformed."
            : IsMember(_text[part.End..], member) ? $"it names \"{member}\" again after its JSON object."

            // After an answer that began and did not end well, only a whole answer is one: anything less may be a part of the first.
            : IsTorn(part, before, wanted, beside) ? "it begins an answer that does not end, and what follows may be a part of it."
            : null;
        error = problem ?? error;
        return problem is null ? wanted(part.Json) : null;
    }

    private bool IsTorn(Part part, List<Part> before, Func<JsonElement, JsonElement?> wanted, string? beside)
    {
        if (beside is null || (part.Strict && wanted(part.Json) is { } whole && new AnswerMembers(whole).Value(beside) is not null))
        {
            return false;
        }

        return before.Where(o => wanted(o.Json) is null).Select(o => o.Start).Concat(_broken).Any(at => at < part.Start && Begins(at, beside));
    }

    /// <summary>Whether the object at an index begins with a member of that name.</summary>
    private bool Begins(int at, string member)
    {
        var rest = _text.AsSpan(at + 1).TrimStart();
        return rest.Length > member.Length && rest[1..].StartsWith(member, StringComparison.OrdinalIgnoreCase);
    }

    private bool Mentions(int at, string member) => _text.AsSpan(at).Contains(member, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a text has a member of that name: it stands between marks, with a colon after it.</summary>
    private static bool IsMember(string text, string member)
    {
        const string marks = "\"'\u201C\u201D\u2018\u2019";
        for (var at = text.IndexOf(member, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(member, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            var after = at + member.Length;
            if (at > 0 && marks.Contains(text[at - 1], StringComparison.Ordinal)
                && after < text.Length && marks.Contains(text[after], StringComparison.Ordinal)
                && text.AsSpan(after + 1).TrimStart().StartsWith(':'))
            {
                return true;
            }
        }

        return false;
    }

    private void Run()
    {
        var budget = new LenientJson.Budget(_text.Length);
        for (var at = 0; at < _text.Length;)
        {
            var c = _text[at];
            if (c == '{')
            {
                at = Object(at, budget);
            }
            else if (ThinkingMarks.CanBegin(c) && ThinkingMarks.Block(_text, at) is { } block)
            {
                Think(_text[block.Inner]);
                _stillThinking = !block.Closed;
                at = block.End;
            }
            else if (ThinkingMarks.CanBegin(c) && ThinkingMarks.EndOfOrphan(_text, at) is > 0 and var end)
            {
                // Everything so far was thinking, and its objects were drafts.
                Think(_rest.ToString());
                _rest.Clear();
                _objects.Clear();
                _broken.Clear();
                _error = null;
                at = end;
            }
            else
            {
                _rest.Append(c);
                at++;
            }
        }
    }

    private int Object(int at, LenientJson.Budget budget)
    {
        if (LenientJson.Read(_text, at, budget, out var strict, out var end, out var error) is { } json)
        {
            _objects.Add(new Part(json, at, end, strict));
            _error = null;
            _rest.Append(_text, at, end - at);
            return end;
        }

        _broken.Add(at);
        _error ??= error;
        _rest.Append('{');
        return at + 1;
    }

    private void Think(string part)
    {
        if (part.Trim() is { Length: > 0 } words)
        {
            _thinking.Append(_thinking.Length > 0 ? "\n\n" : "").Append(words);
        }
    }

    /// <summary>An object outside the thinking.</summary>
    private readonly record struct Part(JsonElement Json, int Start, int End, bool Strict);
}
