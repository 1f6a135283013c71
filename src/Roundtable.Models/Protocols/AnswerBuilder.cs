using System.Text;
using System.Text.Json;
using Roundtable.Deliberation.Tools;
using Roundtable.Record.Entries;

namespace Roundtable.Models.Protocols;

/// <summary>Puts an answer together from a body or from the events of a stream.</summary>
internal sealed class AnswerBuilder(IProgress<ContentPart>? listener)
{
    private readonly SortedDictionary<int, ChoiceBuilder> _choices = [];

    /// <summary>The provider's id of the answer.</summary>
    public string? Id { get; set => field = field is { Length: > 0 } ? field : value; }

    /// <summary>The model that the answer says it is from.</summary>
    public string? Model { get; set => field = field is { Length: > 0 } ? field : value; }

    /// <summary>Who really served it.</summary>
    public string? Upstream { get; set => field = field is { Length: > 0 } ? field : value; }

    /// <summary>Tokens by kind, as told last. Counts of nothing do not take back what was told before: some servers end their streams with them.</summary>
    public Usage? Usage { get; set => field = value is null || (IsNothing(value) && field is not null) ? field : value; }

    /// <summary>What the provider charged, as told last.</summary>
    public decimal? CostUsd { get; set => field = value ?? field; }

    /// <summary>The answer as the API itself has it, where it came whole.</summary>
    public JsonElement? Echo { get; set; }

    /// <summary>The error that was reported; null where none was.</summary>
    public ProviderError? Error { get; set => field ??= value; }

    /// <summary>Whether nothing was answered yet.</summary>
    public bool IsEmpty => _choices.Count == 0;

    /// <summary>Whether any choice says why it ended.</summary>
    public bool HasFinish => _choices.Values.Any(c => c.FinishReason is not null);

    /// <summary>Whether every choice says why it ended.</summary>
    public bool IsFinished => _choices.Count > 0 && _choices.Values.All(c => c.FinishReason is not null);

    /// <summary>The choice of an index, made where it is new.</summary>
    public ChoiceBuilder Choice(int index = 0) =>
        _choices.TryGetValue(index, out var choice) ? choice : _choices[index] = new ChoiceBuilder(index == 0 ? listener : null);

    /// <summary>Forgets what was answered: the answer begins again.</summary>
    public void Restart() => _choices.Clear();

    /// <summary>What came of it.</summary>
    public ProtocolReading Build() =>
        Error is { } error ? new ProtocolReading.Failed(error) { Partial = Partial() }
        : _choices.Values.Any(c => c.FinishReason == FinishReasons.Error)
            ? new ProtocolReading.Failed(new ProviderError("The provider broke the answer off.", null, null, false)) { Partial = Partial() }
        : IsEmpty ? new ProtocolReading.Broken("holds no message") { Partial = Partial() }
        : new ProtocolReading.Answered(Answer());

    /// <summary>What was read so far; null where that is nothing.</summary>
    public ProtocolAnswer? Partial()
    {
        var answer = Answer();
        return answer is { Id: null, Model: null, Upstream: null, Choices: [], Usage: null, CostUsd: null } ? null : answer;
    }

    private ProtocolAnswer Answer()
    {
        AnswerChoice[] choices = [.. _choices.Values.Select(c => c.Build())];
        return new ProtocolAnswer(NotEmpty(Id), NotEmpty(Model), NotEmpty(Upstream), choices, Plausible(Array.Exists(choices, c => c.Parts.Count > 0)), CostUsd)
        {
            Echo = Echo,
        };
    }

    /// <summary>
    /// The usage without counts that cannot be true. Servers which do not count send zeros, and those are no count: there is no prompt of no tokens, nor an
    /// answer of none that says something.
    /// </summary>
    private Usage? Plausible(bool answered)
    {
        var usage = Usage;
        usage = usage is { TotalInput: 0 } ? usage with { Input = null, CacheRead = null, CacheWrite = null, InputAudio = null } : usage;
        usage = answered && usage is { TotalOutput: 0 } ? usage with { Output = null, Reasoning = null, OutputAudio = null } : usage;
        var isNothing = usage is { TotalInput: null, CacheRead: null, CacheWrite: null, InputAudio: null }
            and { TotalOutput: null or 0, Reasoning: null or 0, OutputAudio: null or 0 };
        return isNothing ? null : usage;
    }

    private static bool IsNothing(Usage usage) => usage is { TotalInput: null or 0, TotalOutput: null or 0 };

    private static string? NotEmpty(string? text) => text is { Length: > 0 } ? text : null;
}

/// <summary>Puts one choice together. Pieces of the same part follow each other, or name the part's place.</summary>
internal sealed class ChoiceBuilder(IProgress<ContentPart>? listener)
{
    private readonly List<OpenPart> _parts = [];

    /// <summary>Why it ended, in common words; what was told once is not taken back.</summary>
    public string? FinishReason { get; set => field = value ?? field; }

    /// <summary>The next text. A place keeps parts apart that follow each other.</summary>
    public void Text(string? text, string place = "") => Append(Kind.Text, place, text, static t => new ContentPart.Text(t));

    /// <summary>The next of what the model thinks.</summary>
    public void Reasoning(string? text, string place = "") => Append(Kind.Reasoning, place, text, static t => new ContentPart.Reasoning(t));

    /// <summary>The next of why it declines.</summary>
    public void Refusal(string? text, string place = "") => Append(Kind.Refusal, place, text, static t => new ContentPart.Refusal(t));

    /// <summary>The next of a call to a tool; its place says which.</summary>
    /// <param name="place">The place; null where it is not told: then an id or a name begins a call, and what has neither goes on with the last one.</param>
    /// <param name="id">The id.</param>
    /// <param name="name">The tool's name.</param>
    /// <param name="arguments">The next of the arguments.</param>
    public void ToolCall(string? place, string? id, string? name, string? arguments)
    {
        (id, name) = (id is { Length: > 0 } ? id : null, name is { Length: > 0 } ? name : null);
        var last = _parts.FindLast(p => p.Kind == Kind.ToolCall && (place is null || p.Place == place));
        var part = place is null && id is not null && last?.Id is not null ? _parts.FindLast(p => p.Kind == Kind.ToolCall && p.Id == id) : last;

        // Gemini and Ollama number every one of several calls 0: a name under another id begins one more. An id alone may change with every piece.
        var begins = part is { Name: not null } && name is not null && (place is null ? id is null : id is not null && part.Id is not null && id != part.Id);
        if (part is null || begins)
        {
            _parts.Add(part = new OpenPart(Kind.ToolCall, place));
        }

        part.Id ??= id;
        part.Name ??= name;
        part.Append(arguments);
    }

    /// <summary>Whether a call to a tool stands in a place.</summary>
    public bool HasToolCall(string place) => _parts.Exists(p => p.Kind == Kind.ToolCall && p.Place == place);

    /// <summary>A citation; null is none.</summary>
    public void Cite(Citation? page)
    {
        if (page is not null)
        {
            Add(new ContentPart.Cited(page));
        }
    }

    /// <summary>A part that comes whole.</summary>
    public void Add(ContentPart part) => _parts.Add(new OpenPart(Kind.Other, "") { Whole = part });

    /// <summary>A part that is not read.</summary>
    public void Other(string type) => _parts.Add(new OpenPart(Kind.Other, "") { Name = type });

    /// <summary>The choice.</summary>
    public AnswerChoice Build() => new([.. _parts.Select(p => p.Build())], FinishReason);

    private void Append(Kind kind, string place, string? text, Func<string, ContentPart> heard)
    {
        if (text is not { Length: > 0 })
        {
            return;
        }

        var part = place.Length == 0
            ? _parts.LastOrDefault() is { } last && last.Kind == kind ? last : null
            : _parts.Find(p => p.Kind == kind && p.Place == place);
        if (part is null)
        {
            _parts.Add(part = new OpenPart(kind, place));
        }

        part.Append(text);
        listener?.Report(heard(text));
    }

    private enum Kind
    {
        Text,
        Reasoning,
        Refusal,
        ToolCall,
        Other,
    }

    private sealed class OpenPart(Kind kind, string? place)
    {
        private string? _text;
        private StringBuilder? _pieces;

        public Kind Kind => kind;

        public string? Place => place;

        public string? Id { get; set; }

        public string? Name { get; set; }

        public ContentPart? Whole { get; init; }

        /// <summary>The next of its text. An answer that came whole has one piece, of which no copy is made.</summary>
        public void Append(string? piece)
        {
            if (_text is null && _pieces is null)
            {
                _text = piece;
                return;
            }

            _pieces ??= new StringBuilder(_text);
            _pieces.Append(piece);
        }

        public ContentPart Build()
        {
            var text = Paired(_pieces?.ToString() ?? _text ?? "");
            return kind switch
            {
                _ when Whole is { } part => part,
                Kind.Text => new ContentPart.Text(text),
                Kind.Reasoning => new ContentPart.Reasoning(text),
                Kind.Refusal => new ContentPart.Refusal(text),
                Kind.ToolCall => new ContentPart.ToolCall(Id, Name ?? "", text),
                _ => new ContentPart.Other(Name ?? ""),
            };
        }

        /// <summary>Half a surrogate pair that never met the other half becomes U+FFFD: no such text can be written.</summary>
        private static string Paired(string text)
        {
            // Most texts have no surrogates at all, which is found many characters at a time.
            var at = text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF');
            while (at >= 0 && at < text.Length && Rune.TryGetRuneAt(text, at, out var rune))
            {
                at += rune.Utf16SequenceLength;
            }

            return at < 0 || at == text.Length ? text : string.Concat(text.EnumerateRunes());
        }
    }
}
