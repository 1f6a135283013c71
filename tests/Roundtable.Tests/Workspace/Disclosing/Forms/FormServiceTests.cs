using System.Text.Json.Nodes;
using Roundtable.Corpus.Plans;
using Roundtable.Disclosure.Forms;
using Roundtable.Disclosure.Sums;
using Roundtable.Record.Checkpoints;
using Roundtable.Terms.Registry;
using Roundtable.Terms.Yaml;
using Roundtable.Tests.Samples;
using Roundtable.Workspace;
using Roundtable.Workspace.Disclosing;
using Roundtable.Workspace.Disclosing.Forms;
using Roundtable.Workspace.Lineage;
using Roundtable.Workspace.Registry;
using Roundtable.Workspace.Scanning;

namespace Roundtable.Tests.Workspace.Disclosing.Forms;

/// <summary>From a scan to a published form, with a commitment and an audit that it leads to.</summary>
public sealed class FormServiceTests : IDisposable
{
    private readonly SampleWorkspace _workspace = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task A_form_leads_from_each_figure_to_the_leaf_and_tells_of_audits()
    {
        await RegisterAsync();
        var report = await ScanAsync();
        var made = await new CommitService(_workspace.Context).CommitAsync(report, In("commitment"), null, null, Cancellation);
        var finding = await AuditAsync(made);
        var service = new FormService(_workspace.Context);
        var form = await service.FillAsync(new FormRequest("acme/small", FormKind.Eu, [report], null), Cancellation);
        var text = form.Items.Single(i => i.Item.Key == "text-size");
        Assert.Equal(ItemState.NotKnown, text.State);
        Assert.Contains("words", Assert.Single(text.Figures).Text, StringComparison.Ordinal);
        Assert.Equal(made.Leaf - 1, text.Figures[0].Source.Leaf);
        Assert.Equal(2, form.Items.Single(i => i.Item.Key == "synthetic").Figures.Count);
        var checks = form.Items.Single(i => i.Item.Key == "checks").Figures;
        Assert.Equal([made.Leaf, finding], checks.Select(f => f.Source.Leaf!.Value));
        Assert.Contains("0 of 10 draws were wrong", checks[1].Text, StringComparison.Ordinal);

        var leaf = await service.PublishAsync(form, Cancellation);
        Assert.Equal(leaf, await service.PublishAsync(form, Cancellation));
        using var access = await RegistryAccess.OpenAsync(_workspace.Context, Cancellation);
        var recorded = RecordedDisclosure.All(access);
        Assert.Equal(
            ["OfForm", "OfFinding", "OfReveal", "OfChallenge", "OfCommitment"], recorded.Select(r => r.GetType().Name));
        Assert.Equal("model:acme/small@2", (string?)Assert.IsType<RecordedDisclosure.OfForm>(recorded[0]).Form["subject"]);
        var audited = Assert.Single(AuditedCommitment.All(access));
        Assert.Equal((made.Leaf, finding), (audited.Leaf, Assert.Single(Assert.Single(audited.Audits).Findings).Leaf));
    }

    [Fact]
    public async Task Files_are_written_answers_are_kept_and_foreign_text_means_nothing()
    {
        await RegisterAsync();
        var service = new FormService(_workspace.Context);
        var request = new FormRequest("acme/small", FormKind.Card, [], FormService.AnswersIn(In("out"), FormKind.Card));
        var files = FormService.Write(await service.FillAsync(request, Cancellation), In("out"), null);
        Assert.Equal(["card.html", "card.md", "card.json", "card.answers.yaml"], files.Select(Path.GetFileName));
        var answers = File.ReadAllText(files[3]).Replace("purpose:\n", "purpose: '<script>alert(1)</script> **bold**'\n", StringComparison.Ordinal);
        File.WriteAllText(files[3], answers);
        FormService.Write(await service.FillAsync(request, Cancellation), In("out"), null);
        Assert.Equal(answers, File.ReadAllText(files[3]));
        Assert.DoesNotContain("<script", File.ReadAllText(files[0]), StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;", File.ReadAllText(files[0]), StringComparison.Ordinal);
        Assert.DoesNotContain("**bold**", File.ReadAllText(files[1]), StringComparison.Ordinal);
        Assert.Equal(FilledForm.Current, (string?)JsonNode.Parse(File.ReadAllText(files[2]))!["format"]);

        File.WriteAllText(files[3], "purpos: x\n");
        var refused = await Assert.ThrowsAsync<WorkspaceException>(() => service.FillAsync(request, Cancellation));
        Assert.Contains("purpose", refused.Message, StringComparison.Ordinal);
        var terms = await Assert.ThrowsAsync<WorkspaceException>(() => service.FillAsync(request with { Name = "organisation:acme", Answers = null }, Cancellation));
        Assert.Contains("neither a model nor a dataset", terms.Message, StringComparison.Ordinal);
    }

    private string In(string name) => Path.Combine(_workspace.Path, name);

    private async Task RegisterAsync()
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
        await RegistryAppender.AddAsync(_workspace.Context, entries, [], Cancellation);
    }

    private async Task<string> ScanAsync()
    {
        _workspace.Write("corpus.jsonl", string.Concat(Enumerable.Range(0, 30).Select(i => i % 3 == 0
            ? $$"""{"text":"Row {{i}} is said to be a person's.","source":"human","license":"cc-by-4.0"}""" + "\n"
            : $$"""{"text":"Row {{i}} is a model's.","model":"gpt-4"}""" + "\n")));
        var request = new ScanRequest { Paths = [In("corpus.jsonl")], Folder = In("report"), Settings = new ScanSettings { Duplicates = false } };
        var service = new ScanService(_workspace.Context);
        using var prepared = await service.PrepareAsync(request, new ScanListener(), Cancellation);
        await ScanService.LabelAsync(prepared, request, new ScanListener(), Cancellation);
        await service.FinishAsync(prepared, request.Report, new ScanListener(), Cancellation);
        return In("report");
    }

    private async Task<long> AuditAsync(MadeCommitment made)
    {
        var keys = VerifierKey.ParseList(await File.ReadAllTextAsync(Path.Combine(_workspace.Path, "log", "keys"), Cancellation));
        var trust = new AuditTrust(keys, null);
        AuditorService.Ask(made.Proof, trust, new SampleRequest(10, Unit.Rows, false, false, 0.05), "Ann", In("challenge"), In("nonce"));
        var owner = new AuditedService(_workspace.Context);
        await owner.AcceptAsync(In("challenge"), In("accepted"), Cancellation);
        AuditorService.Reveal(In("accepted"), trust, In("nonce"), In("reveal"));
        await owner.OpenAsync(made.Folder, In("reveal"), In("audit.json"), Cancellation);
        var auditor = new AuditorService(_workspace.Context);
        var (audit, result) = await auditor.JudgeAsync(In("audit.json"), trust, new RowJudging([]), Cancellation);
        return await auditor.RecordAsync(audit, result, new RowJudging([]), Cancellation);
    }
}
