using System.Text;
using System.Text.Json;
using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Plans;
using Roundtable.Deliberation.Sessions;
using Roundtable.Deliberation.Transcripts;
using Roundtable.Deliberation.Transcripts.Councils;
using Roundtable.Deliberation.Transcripts.Pages;
using Roundtable.Models.Catalogue;
using Roundtable.Models.Providers;
using Roundtable.Record.Entries;
using Roundtable.Record.Wording;

namespace Roundtable.Workspace.Imports;

/// <summary>A published transcript: text, an HTML page, or a conversation of llm-council as JSON.</summary>
public sealed class TranscriptSource
{
    /// <summary>The maximum size in bytes.</summary>
    public const int MaxBytes = 32 * 1024 * 1024;

    private static readonly ModelCatalogue _catalogue = new([]);

    private static readonly Connection _published = new() { Name = "published", Kind = ApiKind.OpenAI, Address = new Uri("https://published.invalid") };

    private TranscriptSource(string name, byte[] raw, string decoded)
    {
        Name = name;
        Raw = raw;
        Text = HtmlLines.IsHtml(decoded) ? HtmlLines.Of(decoded) : decoded;
        Digest = Digest.Of(Encoding.UTF8.GetBytes(Text));
    }

    /// <summary>What it is called in messages: a file's name.</summary>
    public string Name { get; }

    /// <summary>The bytes as they were published.</summary>
    public byte[] Raw { get; }

    /// <summary>The text that is recorded and read: of an HTML page what a reader sees.</summary>
    public string Text { get; }

    /// <summary>Digest of the text.</summary>
    public Digest Digest { get; }

    /// <summary>Reads a transcript.</summary>
    /// <param name="name">What it is called in messages.</param>
    /// <param name="stream">Its bytes, UTF-8 text; at most <see cref="MaxBytes"/>.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <exception cref="WorkspaceException">When it is too large, or not UTF-8.</exception>
    /// <exception cref="IOException">When it cannot be read.</exception>
    public static async Task<TranscriptSource> ReadAsync(string name, Stream stream, CancellationToken cancellation)
    {
        using var buffer = new MemoryStream();
        var chunk = new byte[64 * 1024];
        for (int read; (read = await stream.ReadAsync(chunk, cancellation)) > 0;)
        {
            buffer.Write(chunk, 0, read);
            if (buffer.Length > MaxBytes)
            {
                throw new WorkspaceException(
                    ErrorKind.BadData, $"{Neutralise.Line(name)} is larger than {MaxBytes / 1024 / 1024} MiB, which no transcript is.");
            }
        }

        var raw = buffer.ToArray();
        return new TranscriptSource(name, raw, Decode(name, raw));
    }

    /// <summary>The sessions that are in it.</summary>
    /// <param name="receipt">The leaf that has the transcript on the record.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="WorkspaceException">When there is no transcript in it, or none with a ballot.</exception>
    public IReadOnlyList<Session> Sessions(Receipt receipt, TimeProvider time)
    {
        var now = time.GetUtcNow();
        if (Text.AsSpan().TrimStart().StartsWith("{", StringComparison.Ordinal) && Council() is { } turns)
        {
            return turns.Count > 0
                ? [.. turns.Select(t => CouncilSession.Make(t, receipt, SessionId.New(now), now, Name, Card))]
                : throw new WorkspaceException(
                    ErrorKind.BadData, $"{Name} is a conversation in which no answers were ranked (stage1 and stage2): there is nothing to count.");
        }

        var pages = TranscriptParser.Parse(Text);
        if (pages.Count == 0)
        {
            throw new WorkspaceException(
                ErrorKind.BadData,
                $"{Neutralise.Line(Name)} holds no transcript: no line like 'AI Roundtable Poll · 8 models' was found, "
                    + "and no JSON conversation of llm-council.");
        }

        var read = pages.Where(p => p.Ballots.Count > 0).ToList();
        if (read.Count == 0)
        {
            throw new WorkspaceException(
                ErrorKind.BadData,
                $"{Neutralise.Line(Name)} shows no ballot: after its title in line {pages[0].Title.Number} "
                    + "no 'Vote:' or 'Answer:' line under a model's name was found.");
        }

        List<Session> sessions = [.. read.Select(p => TranscriptSession.Make(p, receipt, SessionId.New(now), now, Name, Card))];
        foreach (var page in pages.Except(read))
        {
            sessions[0] = WithUnread(sessions[0], page);
        }

        return sessions;
    }

    /// <summary>A title without ballots beside pages that have some is told, not passed over.</summary>
    private static Session WithUnread(Session session, Transcript page) => session with
    {
        Claims = new ClaimCount(
            session.Claims!.Made + 1,
            session.Claims.Checked,
            [.. session.Claims.NotChecked, $"Line {page.Title.Number}: \"{page.Title.Text}\" (a title with no ballot under it)"]),
    };

    private IReadOnlyList<CouncilTurn>? Council()
    {
        try
        {
            return CouncilTurn.Read(JsonElement.Parse(Text));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The name is the page's; vendor and family are known by it or not at all.</summary>
    private static ModelCard Card(string name)
    {
        var known = _catalogue.Card(_published, name);
        return new ModelCard(name, known.Vendor, known.Family);
    }

    private static string Decode(string name, byte[] raw)
    {
        try
        {
            return new UTF8Encoding(false, true).GetString(raw.AsSpan().StartsWith("\uFEFF"u8) ? raw.AsSpan(3) : raw);
        }
        catch (DecoderFallbackException e)
        {
            throw new WorkspaceException(ErrorKind.BadData, $"{Neutralise.Line(name)} is not UTF-8 text: byte {e.Index} does not fit.", e);
        }
    }
}
