using System.Text;
using System.Text.Json;
using Roundtable.Deliberation.Ballots;

namespace Roundtable.Deliberation.Fusion;

/// <summary>
/// Takes the sentences of a fused answer out of a moderator's answer as it streams in: JSON objects with the members <c>text</c> and <c>points</c>, whether
/// they stand in a list of one object, one on a line, between fences or between words. Each is given out once, when its last brace has come. What comes out
/// does not depend on how the text was cut into parts.
/// </summary>
internal sealed class SentenceStream
{
    /// <summary>Longer than any mark of thinking: what may become one is looked at when so much of it is there.</summary>
    private const int MarkLength = 48;

    private readonly StringBuilder _text = new();
    private readonly List<int> _open = [];
    private readonly List<SentenceDraft> _found = [];
    private bool _quoted;
    private int _at;

    /// <summary>How often a mark showed that everything before it was thinking, so that the sentences until then are void.</summary>
    public int Restarts { get; private set; }

    /// <summary>The sentences of a whole answer.</summary>
    public static IReadOnlyList<SentenceDraft> All(string answer)
    {
        var stream = new SentenceStream();
        stream.Append(answer);
        stream.Complete();
        return stream._found;
    }

    /// <summary>Appends a part of the answer; returns the sentences that became complete with it.</summary>
    public IReadOnlyList<SentenceDraft> Append(string part)
    {
        _text.Append(part);
        return Run(complete: false);
    }

    /// <summary>Says that the answer is complete; returns the sentences that were still held back.</summary>
    public IReadOnlyList<SentenceDraft> Complete()
    {
        var found = Run(complete: true);
        if (_found.Count > 0 || AnswerScan.Of(_text.ToString()).Find(WithSentences, "sentences", null, out _) is not { } json)
        {
            return found;
        }

        // Braces or quotation marks that do not match have hidden the sentences of a list that can be read as a whole.
        _found.AddRange(json.GetProperty("sentences").EnumerateArray().Select(Read).OfType<SentenceDraft>());
        return _found;
    }

    private List<SentenceDraft> Run(bool complete)
    {
        var text = _text.ToString();
        var (before, restarts) = (_found.Count, Restarts);
        while (_at < text.Length && (_open.Count > 0 ? Inside(text) : Outside(text, complete)))
        {
        }

        return _found[(restarts == Restarts ? before : 0)..];
    }

    /// <summary>Goes one step on between objects; false where more of the text is needed.</summary>
    private bool Outside(string text, bool complete)
    {
        var c = text[_at];
        if (ThinkingMarks.CanBegin(c))
        {
            if (!complete && text.Length - _at < MarkLength)
            {
                return false;
            }

            if (ThinkingMarks.Block(text, _at) is { } block)
            {
                _at = block.Closed || complete ? block.End : _at;
                return block.Closed;
            }

            if (ThinkingMarks.EndOfOrphan(text, _at) is > 0 and var end)
            {
                Restarts += _found.Count > 0 ? 1 : 0;
                _found.Clear();
                _at = end;
                return true;
            }
        }

        if (c == '{')
        {
            _open.Add(_at);
        }

        _at++;
        return true;
    }

    /// <summary>Goes one step on within an object.</summary>
    private bool Inside(string text)
    {
        var c = text[_at];
        if (c == '\\' && _quoted)
        {
            if (_at + 1 == text.Length)
            {
                return false;
            }

            _at += 2;
            return true;
        }

        _quoted ^= c == '"';
        if (!_quoted && c == '{')
        {
            _open.Add(_at);
        }
        else if (!_quoted && c == '}')
        {
            var start = _open[^1];
            _open.RemoveAt(_open.Count - 1);
            if (Sentence(text[start..(_at + 1)]) is { } sentence)
            {
                _found.Add(sentence);
            }
        }

        _at++;
        return true;
    }

    private static SentenceDraft? Sentence(string json) =>
        json.Contains("\"text\"", StringComparison.Ordinal) && json.Contains("\"points\"", StringComparison.Ordinal)
            && LenientJson.Read(json, 0, new LenientJson.Budget(json.Length), out _, out _, out _) is { } read
            ? Read(read)
            : null;

    private static SentenceDraft? Read(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object || Text(json, "text") is not { } text || !json.TryGetProperty("points", out var points))
        {
            return null;
        }

        IEnumerable<string> ids = points.ValueKind switch
        {
            JsonValueKind.Array => points.EnumerateArray().Select(p => p.ValueKind == JsonValueKind.String ? p.GetString()! : ""),
            JsonValueKind.String => points.GetString()!.Split(',', ';', ' '),
            _ => [],
        };
        var form = Text(json, "form")?.Trim().ToLowerInvariant() switch
        {
            "paragraph" => SentenceForm.Paragraph,
            "item" => SentenceForm.Item,
            "code" => SentenceForm.Code,
            _ => SentenceForm.Prose,
        };
        return new SentenceDraft(
            Text(json, "id")?.Trim(),
            form,
            text,
            [.. ids.Select(i => i.Trim(' ', '[', ']', '(', ')').ToLowerInvariant()).Where(i => i.Length > 0)],
            Text(json, "language"));
    }

    private static JsonElement? WithSentences(JsonElement json) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty("sentences", out var list) && list.ValueKind == JsonValueKind.Array ? json : null;

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
}
