using Roundtable.Terms.Registry;
using Roundtable.Terms.Rulings;
using Roundtable.Terms.Uses;
using Roundtable.Terms.Yaml;
using Roundtable.Workspace;
using Roundtable.Workspace.Judging;
using Roundtable.Workspace.Lineage;
using Roundtable.Workspace.Registry;
using Roundtable.Workspace.Students;

namespace Roundtable.Tests.Workspace.Students;

/// <summary>What the texts of a student came from is ruled on with the labels, and stays with the student.</summary>
[Collection(nameof(TaughtWork))]
public sealed class StudentSourceTests(TaughtWork work)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Texts_that_may_not_be_used_teach_nothing_and_others_stay_a_source_of_the_student()
    {
        List<YamlProblem> problems = [];
        var entries = EntryReader.Read(
            """
            dataset: acme/reviews
            version: "1"
            origin: human
            licence: cc-by-4.0
            obtained: 2026-02-03
            ---
            dataset: acme/found
            version: "1"
            origin: human
            """,
            problems);
        Assert.Empty(problems);
        await RegistryAppender.AddAsync(work.Context, entries, [], Cancellation);
        var service = new StudentService(work.Context);
        var request = work.Request(work.Run) with { Name = "sourced" };

        // Nobody says under which licence these were found.
        var refused = await Assert.ThrowsAsync<WorkspaceException>(() => service.TeachAsync(request with { Sources = ["acme/found"] }, Cancellation));
        Assert.Equal(ErrorKind.Unsettled, refused.Kind);
        Assert.Contains("Nothing was taught", refused.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<WorkspaceException>(() => service.TeachAsync(request with { Sources = ["acme/nowhere"] }, Cancellation));

        var taught = await service.TeachAsync(request with { Sources = ["acme/reviews"] }, Cancellation);
        Assert.Equal("allowed-if", taught.Student.Report.Outcome);
        Assert.Contains(taught.Student.Report.Conditions, c => c.Contains("credit", StringComparison.Ordinal));
        var source = Assert.Single(taught.Model.Entry.Sources);
        Assert.Equal(("dataset:acme/reviews@1", new DateOnly(2026, 2, 3)), (source.From.ToString(), source.On));
        using var access = await RegistryAccess.OpenAsync(work.Context, Cancellation);
        var ruling = access.Judge.Rule(taught.Model.Entry.Id.ToString(), Intents.Of(access, Use.Publish, new DateOnly(2026, 12, 1), "acme"), Cancellation);
        Assert.Equal(Outcome.AllowedIf, ruling.Outcome);
    }
}
