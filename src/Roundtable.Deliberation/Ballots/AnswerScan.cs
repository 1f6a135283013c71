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
    private readonly List<JsonElement> _objects = [];
    private readonly List<int> _broken = [];
    private bool _stillThinking;
    private int _lastObject = -1;
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
    /// <param name="error">Why there is none.</param>
    public JsonElement? Find(Func<JsonElement, JsonElement?> wanted, string member, out string error)
    {
        error = _error
            ?? (_stillThinking ? "it breaks off while it is still thinking, before it answers."
            : _objects.Count > 0 ? $"\"{member}\" is missing."
            : "it holds no JSON object.");

        // What comes last counts: a broken object after a whole one is the answer that the whole one was a draft of.
        return _broken.Exists(at => at > _lastObject && _text.AsSpan(at).Contains(member, StringComparison.OrdinalIgnoreCase))
            ? null
            : _objects.Select(wanted).LastOrDefault(o => o is not null);
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
                (_error, _lastObject) = (null, -1);
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
        if (LenientJson.Read(_text, at, budget, out var end, out var error) is { } json)
        {
            _objects.Add(json);
            _lastObject = at;
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
}
