using System.CommandLine;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Roundtable.Cli.CommandLine;
using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Plans;
using Roundtable.Deliberation.Sessions;
using Roundtable.Deliberation.Transcripts;
using Roundtable.Models.Catalogue;
using Roundtable.Models.Providers;
using Roundtable.Record.Entries;
using Roundtable.Record.Wording;
using Roundtable.Workspace;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Exports;
using Roundtable.Workspace.Imports;
using Roundtable.Workspace.Logs;
using Roundtable.Workspace.Sessions;

namespace Roundtable.Cli.Import;

/// <summary><c>roundtable import</c>: a published transcript becomes a session, checked like our own.</summary>
internal static class ImportCommand
{
    private const int MaxBytes = 32 * 1024 * 1024;

    private static readonly Argument<string> _file = new("file") { Description = "A transcript as text or HTML, a conversation of llm-council as JSON, or - for standard input." };
    private static readonly Option<bool> _dryRun = new("--dry-run") { Description = "Check it and keep nothing." };

    /// <summary>The command.</summary>
    public static Command Create() =>
        Verb.Create("import", "Import a published transcript, count it again, and say where the page and its ballots disagree.", [_file, _dryRun], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var file = invocation.Parse.GetValue(_file)!;
        var raw = await ReadAsync(file, cancellation);
        var source = new Source(file == "-" ? "standard input" : Path.GetFileName(file), raw, Decode(file, raw));
        IReadOnlyList<Session> sessions = invocation.Parse.GetValue(_dryRun)
            ? source.Sessions(new Receipt(0, default, source.Digest), invocation.Workspace.Time)
            : await KeepAsync(invocation, source, cancellation);
        foreach (var session in sessions)
        {
            await invocation.Out.WriteLineAsync(invocation.Json ? Document.Line(Json(session)) : Neutralise.Text(Text(session, invocation.Parse.GetValue(_dryRun))));
        }

        return ExitCode.Ok;
    }

    /// <summary>Records the transcript, then saves its sessions; the same bytes again give the sessions that are there.</summary>
    private static async Task<IReadOnlyList<Session>> KeepAsync(Invocation invocation, Source source, CancellationToken cancellation)
    {
        // Read before anything is recorded: what cannot be read leaves no trace.
        source.Sessions(new Receipt(0, default, source.Digest), invocation.Workspace.Time);
        var store = new SessionStore(invocation.Workspace.DataDirectory, invocation.Workspace.Time);
        await using var log = await LogAccess.OpenAsync(invocation.Workspace, cancellation);
        var leaf = new Leaf { Kind = LeafKind.ExternalTranscript, Time = invocation.Workspace.Time.GetUtcNow(), Document = source.Digest, Raw = Digest.Of(source.Raw) };
        var size = log.Size;
        var receipt = await log.AppendOnceAsync(leaf, [Encoding.UTF8.GetBytes(source.Text), source.Raw], cancellation);
        if (receipt.Leaf < size)
        {
            List<Session> there = [.. store.List().Select(s => s.Session).OfType<Session>().Where(s => s.Rounds.SelectMany(r => r.Ballots).Any(b => b.Receipt == receipt))];
            if (there.Count > 0)
            {
                await invocation.Error.WriteLineAsync($"{source.Name} was imported before; nothing was added.");
                return there;
            }
        }

        var sessions = source.Sessions(receipt, invocation.Workspace.Time);
        foreach (var session in sessions)
        {
            await store.SaveAsync(log, session, cancellation);
        }

        return sessions;
    }

    private static string Text(Session session, bool dryRun)
    {
        var found = session.Discrepancies ?? [];
        var text = new StringBuilder();
        text.AppendLine($"IMPORTED {Neutralise.Line(session.ImportedFrom!)}").AppendLine(Neutralise.Line(session.Question.Text));
        text.AppendLine($"Counted again: {Neutralise.Line(VerdictWords.Headline(session.Verdict.Final, session.Verdict.Options))}");
        text.AppendLine($"{VerdictWords.Beside(session.Verdict.Final)}.");
        text.AppendLine(found.Count == 0 ? "The page agrees with its ballots." : $"{VerdictWords.Count(found.Count, "disagreement")} between the page and its ballots:");
        foreach (var sentence in found)
        {
            text.AppendLine($"  {Neutralise.Line(sentence)}");
        }

        return text.Append(dryRun ? "Nothing was kept." : $"Session {session.Id}; 'roundtable sessions show {session.Id}' shows it.").ToString();
    }

    private static JsonObject Json(Session session) => new()
    {
        ["id"] = session.Id,
        ["importedFrom"] = session.ImportedFrom,
        ["headline"] = VerdictWords.Headline(session.Verdict.Final, session.Verdict.Options),
        ["votes"] = Document.Array(session.Verdict.Final.Votes, v => v),
        ["options"] = Document.Array(session.Verdict.Options, o => o),
        ["discrepancies"] = Document.Array(session.Discrepancies ?? [], d => d),
    };

    private static async Task<byte[]> ReadAsync(string file, CancellationToken cancellation)
    {
        try
        {
            await using var stream = file == "-" ? Console.OpenStandardInput() : File.OpenRead(file);
            using var buffer = new MemoryStream();
            var chunk = new byte[64 * 1024];
            for (int read; (read = await stream.ReadAsync(chunk, cancellation)) > 0;)
            {
                buffer.Write(chunk, 0, read);
                if (buffer.Length > MaxBytes)
                {
                    throw new WorkspaceException(ErrorKind.BadData, $"{Neutralise.Line(file)} is larger than {MaxBytes / 1024 / 1024} MiB, which no transcript is.");
                }
            }

            return buffer.ToArray();
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new WorkspaceException(ErrorKind.NotFound, $"There is no file {Neutralise.Line(file)}.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new WorkspaceException(ErrorKind.NotFound, $"{Neutralise.Line(file)} cannot be read: {e.Message}", e);
        }
    }

    private static string Decode(string file, byte[] raw)
    {
        try
        {
            return new UTF8Encoding(false, true).GetString(raw.AsSpan().StartsWith("\uFEFF"u8) ? raw.AsSpan(3) : raw);
        }
        catch (DecoderFallbackException e)
        {
            throw new WorkspaceException(ErrorKind.BadData, $"{Neutralise.Line(file)} is not UTF-8 text: byte {e.Index} does not fit.", e);
        }
    }

    /// <summary>A file on its way in.</summary>
    private sealed class Source
    {
        private static readonly ModelCatalogue _catalogue = new([]);
        private static readonly Connection _published = new() { Name = "published", Kind = ApiKind.OpenAI, Address = new Uri("https://published.invalid") };

        public Source(string name, byte[] raw, string decoded)
        {
            Name = name;
            Raw = raw;
            Text = HtmlLines.IsHtml(decoded) ? HtmlLines.Of(decoded) : decoded;
            Digest = Digest.Of(Encoding.UTF8.GetBytes(Text));
        }

        public string Name { get; }

        public byte[] Raw { get; }

        /// <summary>The text that is recorded and read: of an HTML page what a reader sees.</summary>
        public string Text { get; }

        public Digest Digest { get; }

        /// <exception cref="WorkspaceException">When there is no transcript in it, or none with a ballot.</exception>
        public IReadOnlyList<Session> Sessions(Receipt receipt, TimeProvider time)
        {
            var now = time.GetUtcNow();
            if (Text.AsSpan().TrimStart().StartsWith("{", StringComparison.Ordinal) && Council() is { } turns)
            {
                return turns.Count > 0
                    ? [.. turns.Select(t => CouncilSession.Make(t, receipt, SessionId.New(now), now, Name, Card))]
                    : throw new WorkspaceException(ErrorKind.BadData, $"{Name} is a conversation in which no answers were ranked (stage1 and stage2): there is nothing to count.");
            }

            var transcript = TranscriptParser.Parse(Text)
                ?? throw new WorkspaceException(ErrorKind.BadData, $"{Name} holds no transcript: no line like 'AI Roundtable Poll · 8 models' was found, and no JSON conversation of llm-council.");
            return transcript.Ballots.Count > 0
                ? [TranscriptSession.Make(transcript, receipt, SessionId.New(now), now, Name, Card)]
                : throw new WorkspaceException(ErrorKind.BadData, $"{Name} shows no ballot: after its title in line {transcript.Title.Number} no 'Vote:' or 'Answer:' line under a model's name was found.");
        }

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
    }
}
