using System.Text;
using System.Text.Json;
using Roundtable.Deliberation.Tools;

namespace Roundtable.Models.Protocols;

/// <summary>The tools that Anthropic calls itself, and the citations of a message: both are spread over blocks, which a stream sends in pieces.</summary>
internal sealed class ServedBlocks
{
    private readonly List<(string Place, string? Id, string Name, StringBuilder Input)> _calls = [];
    private readonly Dictionary<string, JsonElement> _results = new(StringComparer.Ordinal);
    private readonly Dictionary<string, StringBuilder> _texts = new(StringComparer.Ordinal);
    private readonly List<(string Place, JsonElement Citation)> _citations = [];

    /// <summary>Forgets everything: the message begins anew.</summary>
    public void Clear()
    {
        _calls.Clear();
        _results.Clear();
        _texts.Clear();
        _citations.Clear();
    }

    /// <summary>A call began.</summary>
    public void Begin(string place, JsonElement block)
    {
        var input = block.Member("input") is { ValueKind: JsonValueKind.Object } given && given.EnumerateObject().Any() ? given.GetRawText() : "";
        _calls.Add((place, block.Text("id"), block.Text("name") ?? "", new StringBuilder(input)));
    }

    /// <summary>The next of a call's arguments; false where no call of these stands at the place.</summary>
    public bool Takes(string place, string? input)
    {
        if (_calls.FindIndex(c => c.Place == place) is not (>= 0 and var index))
        {
            return false;
        }

        _calls[index].Input.Append(input);
        return true;
    }

    /// <summary>A result came.</summary>
    public void End(JsonElement block) => _results[block.Text("tool_use_id") ?? ""] = block.Member("content") ?? default;

    /// <summary>The next of a text, whose words its citations are of.</summary>
    public void Said(string place, string? text) =>
        (_texts.TryGetValue(place, out var said) ? said : _texts[place] = new StringBuilder()).Append(text);

    /// <summary>A citation of the text at a place.</summary>
    public void Cite(string place, JsonElement citation) => _citations.Add((place, citation));

    /// <summary>Adds what came to an answer.</summary>
    public void AddTo(ChoiceBuilder choice)
    {
        foreach (var (_, id, name, input) in _calls)
        {
            JsonElement? result = _results.TryGetValue(id ?? "", out var content) ? content : null;
            choice.Add(new ContentPart.ServedTool(ToolReading.OfResult(name, input.ToString(), result)));
        }

        foreach (var (place, citation) in _citations)
        {
            var url = citation.Text("url") ?? Fetched(citation);
            choice.Cite(Citation.Of(
                url, citation.Text("title") ?? citation.Text("document_title"), _texts.GetValueOrDefault(place)?.ToString(), citation.Text("cited_text")));
        }
    }

    /// <summary>A page that was fetched is cited as a document, by its place among those of the message.</summary>
    private string? Fetched(JsonElement citation) => citation.Count("document_index") is not { } index ? null
        : _calls.Select(c => _results.GetValueOrDefault(c.Id ?? "")).Where(r => r.Text("type") == "web_fetch_result")
            .ElementAtOrDefault((int)index).Text("url");
}
