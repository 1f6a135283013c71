using System.Globalization;
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

    /// <summary>Tokens by kind, as told last.</summary>
    public Usage? Usage { get; set => field = value ?? field; }

    /// <summary>What the provider charged, as told last.</summary>
    public decimal? CostUsd { get; set => field = value ?? field; }

    /// <summary>The answer as the API itself has it, where it came whole.</summary>
    public JsonElement? Echo { get; set; }

    /// <summary>The error that was reported; null where none was.</summary>
    public ProviderError? Error { get; set => field ??= value; }

    /// <summary>Whether nothing was answered yet.</summary>
    public bool IsEmpty => _choices.Count == 0;

    /// <summary>Whether every choice says why it ended.</summary>
    public bool IsFinished => _choices.Count > 0 && _choices.Values.All(c => c.FinishReason is not null);

    /// <summary>Whether a choice says why it ended.</summary>
    public bool HasEnding
    {
        get
        {
            foreach (var choice in _choices.Values)
            {
                if (choice.FinishReason is not null)
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>The choice of an index, made where it is new.</summary>
    public ChoiceBuilder Choice(int index = 0) =>
        _choices.TryGetValue(index, out var choice) ? choice : _choices[index] = new ChoiceBuilder(index == 0 ? listener : null);

    /// <summary>Forgets what was answered: the answer begins again.</summary>
    public void Restart() => _choices.Clear();

    /// <summary>What came of it.</summary>
    public ProtocolReading Build() =>
        Error is { } error ? new ProtocolReading.Failed(error)
        : _choices.Values.Any(c => c.FinishReason == FinishReasons.Error)
            ? new ProtocolReading.Failed(new ProviderError("The provider broke the answer off.", null, null, false))
        : IsEmpty ? new ProtocolReading.Broken("holds no message")
        : new ProtocolReading.Answered(Partial());

    /// <summary>What was read so far; one empty choice where nothing was answered yet.</summary>
    public ProtocolAnswer Partial() => new(
        NotEmpty(Id),
        NotEmpty(Model),
        NotEmpty(Upstream),
        IsEmpty ? [new AnswerChoice([], null)] : [.. _choices.Values.Select(c => c.Build())],
        Usage,
        CostUsd)
    {
        Echo = Echo,
    };

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
    public void ToolCall(string place, string? id, string? name, string? arguments)
    {
        var part = _parts.Find(p => p.Kind == Kind.ToolCall && p.Place == place);
        if (part is null)
        {
            _parts.Add(part = new OpenPart(Kind.ToolCall, place));
        }

        part.Id ??= id;
        part.Name ??= name;
        part.Text.Append(arguments);
    }

    /// <summary>The place of the next tool call where a body numbers none.</summary>
    public string NextPlace() => _parts.Count.ToString(CultureInfo.InvariantCulture);

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

        part.Text.Append(text);
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

    private sealed class OpenPart(Kind kind, string place)
    {
        public Kind Kind => kind;

        public string Place => place;

        public string? Id { get; set; }

        public string? Name { get; set; }

        public ContentPart? Whole { get; init; }

        public StringBuilder Text { get; } = new();

        public ContentPart Build()
        {
            var text = Paired(Text.ToString());
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
            var at = 0;
            while (at < text.Length && Rune.TryGetRuneAt(text, at, out var rune))
            {
                at += rune.Utf16SequenceLength;
            }

            return at == text.Length ? text : string.Concat(text.EnumerateRunes());
        }
    }
}
