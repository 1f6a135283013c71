using System.Globalization;
using System.Text;
using System.Text.Json;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using Roundtable.Deliberation.Recording;
using Roundtable.Deliberation.Tools;

namespace Roundtable.Models.Tools;

/// <summary>The tools of a seat, from MCP servers. Only those that are allowed are offered and called; time and size of what they do are bounded.</summary>
/// <param name="servers">Reaches them.</param>
/// <param name="chosen">The servers that the seat uses.</param>
/// <param name="time">The clock.</param>
internal sealed class McpToolBox(McpServers servers, IReadOnlyList<ToolServer> chosen, TimeProvider time) : IToolBox
{
    private const int MaxRaw = 1 << 20;
    private const int MaxName = 64;
    private const int MaxDescription = 1_000;
    private const int MaxSchema = 20_000;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ToolOffer>> OffersAsync(CancellationToken cancellation)
    {
        List<ToolOffer> offers = [];
        foreach (var server in chosen)
        {
            var client = await servers.ClientAsync(server, cancellation);
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(server.Seconds), time);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
            IList<McpClientTool> tools;
            try
            {
                tools = await client.ListToolsAsync(cancellationToken: both.Token);
            }
            catch (Exception e) when (e is McpException or IOException or HttpRequestException or JsonException
                || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
            {
                throw new CallFailedException($"The tool server '{server.Name}' does not tell its tools.", passes: true, e);
            }

            if (server.Allowed.FirstOrDefault(a => tools.All(t => t.Name != a)) is { } missing)
            {
                throw new CallFailedException($"The tool server '{server.Name}' has no tool '{missing}', which roundtable.yaml allows.");
            }

            offers.AddRange(tools.Where(t => server.Allowed.Contains(t.Name, StringComparer.Ordinal)).DistinctBy(t => t.Name, StringComparer.Ordinal)
                .Select(t => Offer(server, t)));
        }

        return offers;
    }

    /// <inheritdoc/>
    public async Task<ToolReply> CallAsync(ToolOffer offer, JsonElement arguments, CancellationToken cancellation)
    {
        var server = chosen.First(s => s.Name == offer.Server);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(server.Seconds), time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            var client = await servers.ClientAsync(server, both.Token);
            var given = arguments.EnumerateObject().ToDictionary(m => m.Name, m => (object?)m.Value, StringComparer.Ordinal);
            var result = await client.CallToolAsync(offer.Tool, given, cancellationToken: both.Token).AsTask().WaitAsync(both.Token);
            return Read(result);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new ToolReply("", [])
            {
                Error = string.Create(CultureInfo.InvariantCulture, $"It gave no result within {server.Seconds} seconds."),
            };
        }
        catch (OperationCanceledException)
        {
            throw;
        }
#pragma warning disable CA1031 // Whatever a server does wrong is a result like others; its words are data.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return new ToolReply("", []) { Error = $"It failed: {Cut(e.Message, 300)}" };
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => servers.DisposeAsync();

    private static ToolReply Read(CallToolResult result)
    {
        var text = new StringBuilder();
        List<Source> sources = [];
        foreach (var block in result.Content)
        {
            var words = block switch
            {
                TextContentBlock { Text: var said } => said,
                ResourceLinkBlock link => $"[link to {link.Name}: {link.Uri}]",
                EmbeddedResourceBlock { Resource: TextResourceContents resource } => $"[{resource.Uri}]\n{resource.Text}",
                _ => $"[{block.Type}, not shown]",
            };
            sources.AddRange(block is ResourceLinkBlock page && Source.Of(page.Uri, page.Title ?? page.Name) is { } source ? [source] : []);
            text.Append(text.Length > 0 ? "\n" : "").Append(words);
            if (text.Length > ToolReply.MaxText)
            {
                break;
            }
        }

        if (text.Length == 0 && result.StructuredContent is { } structured)
        {
            text.Append(structured.ToString());
        }

        var raw = JsonSerializer.SerializeToUtf8Bytes(result, McpJsonUtilities.DefaultOptions);
        return new ToolReply(Cut(text.ToString(), ToolReply.MaxText), raw.Length <= MaxRaw ? raw : raw[..MaxRaw])
        {
            Error = result.IsError == true ? "The tool says that it failed." : null,
            Sources = [.. sources.DistinctBy(s => s.Url, StringComparer.Ordinal).Take(ToolUse.MaxSources)],
        };
    }

    private static ToolOffer Offer(ToolServer server, McpClientTool tool)
    {
        var schema = tool.JsonSchema.GetRawText().Length <= MaxSchema ? tool.JsonSchema : JsonElement.Parse("""{"type":"object"}""");
        return new ToolOffer(Name(server, tool.Name), server.Name, tool.Name, Cut(tool.Description, MaxDescription), schema) { Terms = server.Terms };
    }

    /// <summary>A name that every API takes: letters, digits, hyphens and underscores.</summary>
    private static string Name(ToolServer server, string tool)
    {
        var name = $"{server.Name}__{tool}";
        var clean = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '_'));
        return clean.Length <= MaxName ? clean : clean[..MaxName];
    }

    /// <summary>A text without halves of surrogate pairs and of at most so many characters, which says where it was cut.</summary>
    private static string Cut(string text, int length)
    {
        var whole = string.Concat(text.AsSpan(0, Math.Min(text.Length, length)).ToString().EnumerateRunes());
        return text.Length <= length ? whole : string.Create(CultureInfo.InvariantCulture, $"{whole}\n[cut here, after {length} of {text.Length} characters]");
    }
}
