using System.Text.Json;
using System.Text.Json.Nodes;
using Roundtable.Corpus.Plans;
using Roundtable.Corpus.Reports;
using Roundtable.Disclosure.Audits;
using Roundtable.Disclosure.Commitments;
using Roundtable.Disclosure.Sums;
using Roundtable.Models.Estimates;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Judging;
using Roundtable.Workspace.Scanning;

namespace Roundtable.Workspace.Disclosing;

/// <summary>How an auditor judges rows.</summary>
/// <param name="Against">What the auditor compares rows with, as <c>scan --against</c> takes it.</param>
/// <param name="Verdicts">
/// A file of JSON Lines in which people or another program judged rows: <c>place</c>, and <c>wrong</c> with what is wrong with it, or null; null for none.
/// </param>
/// <param name="Rows">A file to write the opened rows to, with their places, so that others can judge them; null for none.</param>
/// <param name="For">What the rows are ruled on for, by the auditor's registry; null to classify them only.</param>
public sealed record RowJudging(IReadOnlyList<string> Against, string? Verdicts = null, string? Rows = null, JudgeRequest? For = null)
{
    /// <summary>What rows were judged by: <c>verdicts</c>, <c>set</c> or <c>scan</c>, with <c>for USE</c> where they were ruled on.</summary>
    public string By(VerifiedAudit audit) => (Verdicts is not null ? "verdicts" : audit.Corpus.Source) + (For is null ? "" : $" for {For.Use}");
}

/// <summary>What an auditor says of each opened row.</summary>
internal sealed class AuditJudge
{
    private readonly Dictionary<long, string?> _wrong = [];

    private AuditJudge()
    {
    }

    /// <summary>What is wrong with a row; null for nothing.</summary>
    public string? WhyWrong(VerifiedRow row) => _wrong.TryGetValue(row.Place, out var why) ? why : "it was not judged";

    /// <summary>Judges every opened row: by the auditor's verdicts where there are some, else by a scan of the auditor's own.</summary>
    /// <exception cref="WorkspaceException">When the verdicts are damaged, or the rows cannot be scanned.</exception>
    public static async Task<AuditJudge> MakeAsync(WorkspaceContext workspace, VerifiedAudit audit, RowJudging judging, CancellationToken cancellation)
    {
        var judge = new AuditJudge();
        if (judging.Rows is { } output)
        {
            await File.WriteAllLinesAsync(output, audit.Rows.Select(r => Line(audit, r)), cancellation);
        }

        if (judging.Verdicts is { } verdicts)
        {
            judge.Read(verdicts);
        }
        else if (audit.Corpus.Source == "set")
        {
            judge.Parse(audit);
        }

        var scratch = Directory.CreateTempSubdirectory("roundtable-audit-");
        try
        {
            // Line feeds within a row of a scan were replaced when it was committed to, so that each is a line.
            var rows = Path.Combine(scratch.FullName, "rows.jsonl");
            await using (var file = File.Create(rows))
            {
                foreach (var row in audit.Rows)
                {
                    await file.WriteAsync(row.Content, cancellation);
                    file.WriteByte((byte)'\n');
                }
            }

            if (judging.Verdicts is null && audit.Corpus.Source != "set")
            {
                await judge.ScanAsync(workspace, audit, judging.Against, rows, cancellation);
            }

            if (judging.For is { } use)
            {
                foreach (var (place, why) in await new AuditedUse(workspace, use).RefusedAsync(audit, rows, cancellation))
                {
                    judge._wrong[place] = judge._wrong.GetValueOrDefault(place) is { } other ? $"{other}; {why}" : why;
                }
            }
        }
        finally
        {
            scratch.Delete(recursive: true);
        }

        return judge;
    }

    private static string Line(VerifiedAudit audit, VerifiedRow row) => Documents.Document.Line(new JsonObject
    {
        ["place"] = row.Place,
        ["counted"] = audit.Corpus.Classes[row.Class].Json(),
        ["content"] = System.Text.Encoding.UTF8.GetString(row.Content.Span),
    });

    private void Read(string path)
    {
        var number = 0;
        foreach (var line in AuditedService.Read(path, b => System.Text.Encoding.UTF8.GetString(b)).Split('\n'))
        {
            number++;
            if (line.Length == 0)
            {
                continue;
            }

            try
            {
                var json = JsonNode.Parse(line)!.AsObject();
                if (!json.ContainsKey("wrong") || !_wrong.TryAdd((long)json["place"]!, (string?)json["wrong"]))
                {
                    throw new FormatException("'wrong' is missing, or the row was judged before");
                }
            }
            catch (Exception e) when (e is JsonException or InvalidOperationException or NullReferenceException or FormatException)
            {
                throw new WorkspaceException(
                    ErrorKind.BadData,
                    FormattableString.Invariant(
                        $"{Neutralise.Line(path)}, line {number}: an object with 'place' and 'wrong' is expected ({Neutralise.Line(e.Message)})."),
                    e);
            }
        }
    }

    /// <summary>A row of a set says itself what it came from: it has to be counted as that.</summary>
    private void Parse(VerifiedAudit audit)
    {
        foreach (var row in audit.Rows)
        {
            try
            {
                Compare(audit, row, DisclosedSet.ClassOf(DisclosedSet.Parse(row.Content.Span).Beside));
            }
            catch (FormatException e)
            {
                _wrong[row.Place] = e.Message;
            }
        }
    }

    private async Task ScanAsync(WorkspaceContext workspace, VerifiedAudit audit, IReadOnlyList<string> against, string rows, CancellationToken cancellation)
    {
        if (audit.Corpus.Tokens is not (null or O200kTokens.Encoding))
        {
            throw new WorkspaceException(
                ErrorKind.BadData, $"Its tokens were counted as {Neutralise.Line(audit.Corpus.Tokens)}, which is not known here: update roundtable.");
        }

        var request = new ScanRequest
        {
            Paths = [rows],
            Folder = Path.Combine(Path.GetDirectoryName(rows)!, "report"),
            Settings = new ScanSettings { Duplicates = false, Tokens = audit.Corpus.Tokens },
            References = new ReferenceChoice(against),
            Report = new ReportChoice(Record: false),
        };
        var service = new ScanService(workspace);
        using var prepared = await service.PrepareAsync(request, new ScanListener(), cancellation);
        await ScanService.LabelAsync(prepared, request, new ScanListener(), cancellation);
        var finished = await service.FinishAsync(prepared, request.Report, new ScanListener(), cancellation);
        foreach (var (label, _) in RowLabels.Read(finished.Folder.Labels()))
        {
            var row = audit.Rows[(int)label.Row - 1];
            Compare(audit, row, DisclosedScan.ClassOf(label));
            var tokens = RowSize.RoundUp(label.Tokens ?? 0);
            if (audit.Corpus.Tokens is not null && tokens != row.Tokens)
            {
                _wrong[row.Place] ??= FormattableString.Invariant($"it has {label.Tokens ?? 0:N0} tokens, and {row.Tokens:N0} were counted");
            }
        }
    }

    private void Compare(VerifiedAudit audit, VerifiedRow row, RowClass found)
    {
        var counted = audit.Corpus.Classes[row.Class];
        _wrong[row.Place] = found.Equals(counted) ? null : $"it is {found}; it was counted as {counted}";
    }
}
