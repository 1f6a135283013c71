using System.Text.Json.Nodes;
using Roundtable.Disclosure.Forms;
using Roundtable.Tests.Samples;
using Roundtable.Workspace;
using Roundtable.Workspace.Disclosing;
using Roundtable.Workspace.Disclosing.Forms;
using Roundtable.Workspace.Lineage;

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
        await SampleDisclosures.RegisterAsync(_workspace.Context);
        var report = await SampleDisclosures.ScanAsync(_workspace.Context);
        var made = await new CommitService(_workspace.Context).CommitAsync(report, In("commitment"), null, null, Cancellation);
        var finding = await SampleDisclosures.AuditAsync(_workspace.Context, made);
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
    public async Task What_changed_is_told_between_forms_and_between_commitments()
    {
        await SampleDisclosures.RegisterAsync(_workspace.Context);
        var report = await SampleDisclosures.ScanAsync(_workspace.Context);
        var commits = new CommitService(_workspace.Context);
        var one = await commits.CommitAsync(report, In("commitment"), null, null, Cancellation);
        var service = new FormService(_workspace.Context);
        var first = await service.PublishAsync(await service.FillAsync(new FormRequest("acme/small", FormKind.Card, [], null), Cancellation), Cancellation);
        var card = await service.PublishAsync(await service.FillAsync(new FormRequest("acme/small", FormKind.Card, [report], null), Cancellation), Cancellation);
        var eu = await service.PublishAsync(await service.FillAsync(new FormRequest("acme/small", FormKind.Eu, [], null), Cancellation), Cancellation);
        var other = await commits.CommitAsync(await SampleDisclosures.ScanAsync(_workspace.Context, "second", 33), In("other"), null, null, Cancellation);
        using var reader = new WorkspaceReader(_workspace.Context);
        var disclosures = new DisclosureService(reader);
        var changes = await disclosures.CompareAsync($"{first}", $"{card}", Cancellation);
        Assert.Contains(changes, c => c.Where.Contains("Who wrote the texts", StringComparison.Ordinal) && c.Before == "not known" && c.After!.Contains("20 rows", StringComparison.Ordinal));
        Assert.Empty(await disclosures.CompareAsync($"{card}", $"{card}", Cancellation));
        var rows = await disclosures.CompareAsync(Path.Combine(one.Folder, CommitService.DocumentFile), $"{other.Leaf}", Cancellation);
        Assert.Equal("30 rows", rows.Single(r => r.Where == "all").Before![..7]);
        var refused = await Assert.ThrowsAsync<WorkspaceException>(() => disclosures.CompareAsync($"{card}", $"{eu}", Cancellation));
        Assert.Contains("cannot be compared", refused.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<WorkspaceException>(() => disclosures.CompareAsync("0", $"{eu}", Cancellation));

        // An organisation's are its forms, and the commitments that these name.
        Assert.Equal([eu, card, first, one.Leaf], (await disclosures.ListAsync("acme", Cancellation)).Select(d => d.Document.Leaf));
        Assert.Equal(5, (await disclosures.ListAsync(null, Cancellation)).Count);
        Assert.Equal([first], (await disclosures.FindAsync(card, Cancellation)).Earlier.Select(e => e.Leaf));
    }

    [Fact]
    public async Task Files_are_written_answers_are_kept_and_foreign_text_means_nothing()
    {
        await SampleDisclosures.RegisterAsync(_workspace.Context);
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
}
