using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Roundtable.Deliberation.Tools;

/// <summary>The tools that this program calls for a seat. What answers behind it is not trusted: it may hang, err, flood or lie.</summary>
public interface IToolBox : IAsyncDisposable
{
    /// <summary>The tools that the seat may ask for.</summary>
    /// <remarks>Throws what makes the seat absent where a server cannot be reached, in a sentence that names it.</remarks>
    public Task<IReadOnlyList<ToolOffer>> OffersAsync(CancellationToken cancellation);

    /// <summary>Calls a tool. Whatever it does becomes a reply; time and size are bounded.</summary>
    /// <param name="offer">One of <see cref="OffersAsync"/>.</param>
    /// <param name="arguments">The arguments: a JSON object.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<ToolReply> CallAsync(ToolOffer offer, JsonElement arguments, CancellationToken cancellation);
}

/// <summary>A tool as it is offered to a model.</summary>
/// <param name="Name">The name by which the model asks for it: letters, digits, hyphens and underscores, 64 at most.</param>
/// <param name="Server">The MCP server whose tool it is.</param>
/// <param name="Tool">Its name there.</param>
/// <param name="Description">What it does, as its server says: untrusted.</param>
/// <param name="Schema">JSON schema of its arguments.</param>
public sealed record ToolOffer(string Name, string Server, string Tool, string Description, JsonElement Schema)
{
    /// <summary>Key in <see cref="ChatOptions.AdditionalProperties"/> of the tools that are offered with a call: a list of these.</summary>
    public const string Property = "roundtable.offers";

    /// <summary>The version of the terms of what it returns, as <c>name@version</c>; null where nobody named one.</summary>
    public string? Terms { get; init; }

    /// <summary>
    /// Its size in bytes as it is sent: JSON whose letters outside of ASCII are escaped, with the members that are around it. No token has less than a byte,
    /// so that no model takes more tokens for it.
    /// </summary>
    public int SentBytes
    {
        get
        {
            var sent = new ArrayBufferWriter<byte>(1024);
            using var json = new Utf8JsonWriter(sent);
            json.WriteStartObject();
            json.WriteString("type"u8, "function"u8);
            json.WriteStartObject("function"u8);
            json.WriteString("name"u8, Name);
            json.WriteString("description"u8, Description);
            json.WritePropertyName("parameters"u8);
            Schema.WriteTo(json);
            json.WriteEndObject();
            json.WriteEndObject();
            json.Flush();
            return sent.WrittenCount;
        }
    }

    /// <summary>The tools that are offered with a call.</summary>
    public static IReadOnlyList<ToolOffer> Of(ChatOptions? options) =>
        options?.AdditionalProperties?.GetValueOrDefault(Property) as IReadOnlyList<ToolOffer> ?? [];
}

/// <summary>What came of calling a tool.</summary>
/// <param name="Text">What it returned, as text, cut to what a model is given.</param>
/// <param name="Raw">What it returned, as it came.</param>
public sealed record ToolReply(string Text, byte[] Raw)
{
    /// <summary>Maximum length of <see cref="Text"/>, in characters.</summary>
    public const int MaxText = 20_000;

    /// <summary>Why it failed, one sentence; null where it did not.</summary>
    public string? Error { get; init; }

    /// <summary>Pages that it links to.</summary>
    public IReadOnlyList<Source> Sources { get; init; } = [];
}
