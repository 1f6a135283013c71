using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Roundtable.Web.Site.Tables;

namespace Roundtable.Tests.Web.Site.Tables;

/// <summary>Tables whose rows are all in memory.</summary>
public sealed class MemoryTableTests
{
    private static readonly TableColumn<(string Name, int? Size)>[] _columns =
    [
        new("name", "Name", r => r.Name) { Sorts = true },
        new("size", "Size", r => r.Size?.ToString(CultureInfo.InvariantCulture) ?? "–") { Sorts = true, Order = r => r.Size, IsNumber = true },
        new("still", "Still", r => r.Name),
    ];

    private static readonly (string Name, int? Size)[] _rows = [("item 10", 2), ("item 9", 10), ("Other", null), ("item 1", 1)];

    [Theory]
    [InlineData("", "item 10, item 9, Other, item 1")]
    [InlineData("?sort=name", "item 1, item 9, item 10, Other")]
    [InlineData("?sort=-name", "Other, item 10, item 9, item 1")]
    [InlineData("?sort=size", "item 1, item 10, item 9, Other")]
    [InlineData("?sort=-size", "item 9, item 10, item 1, Other")] // what is not known is last both ways
    [InlineData("?sort=still", "item 10, item 9, Other, item 1")]
    [InlineData("?sort=nonesuch", "item 10, item 9, Other, item 1")]
    [InlineData("?q=ITEM%201&sort=size", "item 1, item 10, item 9")] // every word somewhere in a row: the size of the last is 10
    [InlineData("?q=item%20other", "")]
    public void Rows_are_filtered_by_all_words_and_sorted(string query, string names) =>
        Assert.Equal(names, string.Join(", ", Table(query).All.Select(r => r.Name)));

    [Fact]
    public void A_page_is_cut_from_what_passes_and_the_address_keeps_words_and_order()
    {
        var table = Table("?q=item&sort=size&skip=1&take=1");
        Assert.Equal("item 10", Assert.Single(table.Rows).Name);
        Assert.Equal(3, table.All.Count);
        Assert.Equal("/x?q=item&sort=size&format=csv", table.View.Address("csv"));
        Assert.Null(table.Download(Request("?q=item"), "rows"));
        Assert.NotNull(table.Download(Request("?q=item&format=json"), "rows"));
    }

    [Fact]
    public async Task Registry_sets_and_disclosures_are_sorted_filtered_and_taken_away()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var site = await RunningSite.StartAsync(cancellation: cancellation);
        var page = await site.Http.GetStringAsync("/registry/table?q=llama&sort=-name&columns=name,kind&take=2", cancellation);
        Assert.Contains("aria-sort=\"descending\"", page, StringComparison.Ordinal);
        var all = JsonElement.Parse(await site.Http.GetStringAsync("/registry/table?q=llama&sort=-name&columns=name,kind&format=json", cancellation));
        Assert.True(all.GetArrayLength() > 2);
        Assert.All(all.EnumerateArray(), row => Assert.Equal(["name", "kind"], row.EnumerateObject().Select(p => p.Name)));
        Assert.StartsWith("Name,Version,Kind", await site.Http.GetStringAsync("/registry/table?format=csv", cancellation), StringComparison.Ordinal);
        Assert.Equal("[]", await site.Http.GetStringAsync("/sets?format=json", cancellation));
        Assert.Equal("[]", await site.Http.GetStringAsync("/disclosures?format=json", cancellation));
        Assert.Contains("No set has these words.", await site.Http.GetStringAsync("/sets?q=nothing", cancellation), StringComparison.Ordinal);
    }

    private static MemoryTable<(string Name, int? Size)> Table(string query) => MemoryTable.Read(Request(query), _columns, _rows);

    private static HttpRequest Request(string query)
    {
        var context = new DefaultHttpContext();
        context.Request.Path = "/x";
        context.Request.QueryString = new QueryString(query);
        return context.Request;
    }
}
