using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Roundtable.Record.Entries;
using Roundtable.Workspace;
using Roundtable.Workspace.Logs;
using Roundtable.Workspace.Watching;

namespace Roundtable.Tests.Web.Site.Watching;

/// <summary>A finding and its appeal on the site and over HTTP: the same, and no words of a prompt.</summary>
public sealed class WatchPagesTests
{
    private const string Report = """
        {"format":"roundtable-watch/1","source":"gateway","by":"someone","prompts":100,"callers":9,"unread":0,"windows":{"tested":1,"untested":0,"flagged":[]},
        "rates":{"callers":200,"falseCallers":0,"callersAtMost":0.0149,"windows":20,"falseWindows":0,"windowsAtMost":0.139},
        "findings":[{"id":"0123456789ab","grade":"question","score":3,"from":"2026-03-02T00:00:00Z","to":"2026-03-08T00:00:00Z","templates":2,"prompts":80,"callers":2,
        "accounts":[{"caller":"<b>acme</b>","prompts":50,"of":60},{"caller":"other","prompts":30,"of":30}],"evidence":[{"kind":"thinking","text":"all ask","weight":2}],
        "innocent":[{"kind":"batch-job","text":"a batch job","keepsNotice":false}],"samples":[{"at":7,"words":"0000000000000000"}]}],"resellers":[],"notice":"-"}
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_finding_and_its_appeal_are_shown_wherever_one_looks()
    {
        await using var site = await RunningSite.StartAsync(cancellation: Cancellation);
        Assert.Equal("[]", await site.Http.GetStringAsync("/api/v1/watch/findings", Cancellation));
        Assert.Contains("does not mean that nothing is there", await site.Http.GetStringAsync("/watch", Cancellation), StringComparison.Ordinal);
        using (var none = await site.Http.GetAsync("/watch/0123456789ab", Cancellation))
        {
            Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
        }

        var context = new WorkspaceContext(site.Data, null, null, TimeProvider.System, new Dictionary<string, string>(StringComparer.Ordinal));
        await using (var log = await LogAccess.OpenPatientlyAsync(context, Cancellation))
        {
            var document = CanonicalJson.Write(JsonNode.Parse(Report)!);
            await log.AppendAsync(new Leaf { Kind = LeafKind.Ruling, Time = DateTimeOffset.UnixEpoch, Document = Digest.Of(document) }, [document], Cancellation);
        }

        var appeal = await new WatchCases(context).AppealAsync("0123456789ab", "acme", "We test <i>our</i> product.", Cancellation);
        await new WatchCases(context).AnswerAsync(appeal, "desk", "lowered", "It fits.", Cancellation);

        var listed = Assert.Single(JsonElement.Parse(await site.Http.GetStringAsync("/api/v1/watch/findings", Cancellation)).EnumerateArray());
        Assert.Equal(("question", "lowered"), (listed.GetProperty("grade").GetString(), listed.GetProperty("state").GetString()));
        var shown = JsonElement.Parse(await site.Http.GetStringAsync("/api/v1/watch/findings/0123456789ab", Cancellation));
        Assert.Equal("It fits.", shown.GetProperty("appeals")[0].GetProperty("answers")[0].GetProperty("text").GetString());
        Assert.Contains("/watch/0123456789ab", await site.Http.GetStringAsync("/watch", Cancellation), StringComparison.Ordinal);
        var page = await site.Http.GetStringAsync("/watch/0123456789ab", Cancellation);
        Assert.Contains("all ask", page, StringComparison.Ordinal);
        Assert.Contains("1.49", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>acme", page, StringComparison.Ordinal);
        var one = await site.Http.GetStringAsync($"/watch/appeals/{appeal}", Cancellation);
        Assert.Contains("lowered", one, StringComparison.Ordinal);
        Assert.DoesNotContain("<i>our", one, StringComparison.Ordinal);
        using var missing = await site.Http.GetAsync("/api/v1/watch/findings/nothing", Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }
}
