using System.Net;
using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Web.Site.Corpora;

/// <summary>The pages about a scanned corpus: its report, its rows, and one row with its text made harmless.</summary>
public sealed class CorpusEndpointsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_report_leads_to_its_rows_and_a_row_shows_its_text_as_text()
    {
        var data = Directory.CreateTempSubdirectory("roundtable-web-");
        await File.WriteAllTextAsync(
            Path.Combine(data.FullName, "rows.jsonl"), "{\"text\":\"<script>alert(1)</script> of apples and pears\"}\n{\"text\":\"The second row speaks of rivers.\"}\n", Cancellation);
        var scanned = await new RoundtableProcess(data.FullName).RunAsync(Cancellation, "scan", "rows.jsonl", "--out", "report");
        Assert.True(scanned.Code == 0, scanned.Error);

        await using var site = await RunningSite.StartAsync(data: data, cancellation: Cancellation);
        var list = await site.Http.GetStringAsync("/corpora", Cancellation);
        var id = System.Text.RegularExpressions.Regex.Match(list, "(?<=/corpora/)[0-9a-f]{12}", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(10)).Value;
        Assert.NotEmpty(id);
        Assert.Contains("report", await site.Http.GetStringAsync($"/corpora/{id}", Cancellation), StringComparison.Ordinal);
        Assert.Contains("rows.jsonl", await site.Http.GetStringAsync($"/corpora/{id}/rows", Cancellation), StringComparison.Ordinal);
        var row = await site.Http.GetStringAsync($"/corpora/{id}/row?file=rows.jsonl&row=1", Cancellation);
        Assert.Contains("of apples and pears", row, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert(1)", row, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await site.Http.GetAsync($"/corpora/{id}/row?file=rows.jsonl&row=9", Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await site.Http.GetAsync("/corpora/000000000000", Cancellation)).StatusCode);
    }
}
