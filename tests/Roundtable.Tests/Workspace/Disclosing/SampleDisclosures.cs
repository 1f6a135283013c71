using Roundtable.Corpus.Plans;
using Roundtable.Disclosure.Sums;
using Roundtable.Record.Checkpoints;
using Roundtable.Terms.Registry;
using Roundtable.Terms.Yaml;
using Roundtable.Workspace;
using Roundtable.Workspace.Disclosing;
using Roundtable.Workspace.Registry;
using Roundtable.Workspace.Scanning;

namespace Roundtable.Tests.Workspace.Disclosing;

/// <summary>A small model, its data, and an audit of them, without witnesses.</summary>
internal static class SampleDisclosures
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Registers a model that was made with a dataset that a model wrote.</summary>
    public static async Task RegisterAsync(WorkspaceContext workspace)
    {
        List<YamlProblem> problems = [];
        var entries = EntryReader.Read(
            """
            organisation: acme
            version: "1"
            ---
            dataset: acme/tickets
            version: "1"
            whose: acme
            sources:
              - made-with: model:openai/gpt-5
            ---
            model: acme/small
            version: "2"
            vendor: acme
            sources:
              - made-with: dataset:acme/tickets@1
            """,
            problems);
        await RegistryAppender.AddAsync(workspace, entries, [], Cancellation);
    }

    /// <summary>Scans rows of which a third is a person's.</summary>
    public static async Task<string> ScanAsync(WorkspaceContext workspace, string name = "report", int rows = 30)
    {
        var corpus = Path.Combine(workspace.DataDirectory, name + ".jsonl");
        await File.WriteAllTextAsync(
            corpus,
            string.Concat(Enumerable.Range(0, rows).Select(i => i % 3 == 0
                ? $$"""{"text":"Row {{i}} is said to be a person's.","source":"human","license":"cc-by-4.0"}""" + "\n"
                : $$"""{"text":"Row {{i}} is a model's.","model":"gpt-4"}""" + "\n")),
            Cancellation);
        var request = new ScanRequest
        {
            Paths = [corpus],
            Folder = Path.Combine(workspace.DataDirectory, name),
            Settings = new ScanSettings { Duplicates = false },
        };
        var service = new ScanService(workspace);
        using var prepared = await service.PrepareAsync(request, new ScanListener(), Cancellation);
        await ScanService.LabelAsync(prepared, request, new ScanListener(), Cancellation);
        await service.FinishAsync(prepared, request.Report, new ScanListener(), Cancellation);
        return request.Folder;
    }

    /// <summary>Audits a commitment, and puts what it came to on the record.</summary>
    /// <returns>The leaf of the finding.</returns>
    public static async Task<long> AuditAsync(WorkspaceContext workspace, MadeCommitment made)
    {
        var keys = VerifierKey.ParseList(await File.ReadAllTextAsync(In("log/keys"), Cancellation));
        var trust = new AuditTrust(keys, null);
        AuditorService.Ask(made.Proof, trust, new SampleRequest(10, Unit.Rows, false, false, 0.05), "Ann", In("challenge"), In("nonce"));
        var owner = new AuditedService(workspace);
        await owner.AcceptAsync(In("challenge"), In("accepted"), Cancellation);
        AuditorService.Reveal(In("accepted"), trust, In("nonce"), In("reveal"));
        await owner.OpenAsync(made.Folder, In("reveal"), In("audit.json"), Cancellation);
        var auditor = new AuditorService(workspace);
        var judging = new RowJudging([]);
        var (audit, result) = await auditor.JudgeAsync(In("audit.json"), trust, judging, Cancellation);
        return await auditor.RecordAsync(audit, result, judging, Cancellation);

        string In(string name) => Path.Combine(workspace.DataDirectory, name);
    }
}
