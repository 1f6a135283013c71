using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Roundtable.Web.Site.Tables;

namespace Roundtable.Tests.Web.Site.Tables;

/// <summary>Tables of the site: addresses keep the view, and what is taken away is what is shown.</summary>
public sealed class TableViewTests
{
    private static readonly TableColumn<(string Name, int? Size)>[] _columns =
    [
        new("name", "Name", r => r.Name) { Sorts = true },
        new("size", "Size", r => r.Size?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "–") { Sorts = true, IsNumber = true, Json = r => r.Size },
        new("more", "More", r => r.Name.ToUpperInvariant()) { IsExtra = true },
    ];

    private static readonly (string, int?)[] _rows = [("b", 2), ("a", null), ("=cmd|'/c calc'!A1", 10), ("d", 10)];

    [Theory]
    [InlineData("", "/x")]
    [InlineData("?sort=-size&columns=name&columns=more&skip=50&take=100&q=a%26b&other=1", "/x?q=a%26b&sort=-size&columns=name%2Cmore&skip=50&take=100")]
    [InlineData("?skip=-5&take=0&sort=-", "/x?take=1")]
    [InlineData("?take=99999999&skip=x", "/x?take=500")]
    public void An_address_says_how_a_table_is_looked_at_and_nothing_else(string query, string address)
    {
        var view = View(query);
        Assert.Equal(address, view.Address());
        Assert.Equal(address, View(view.Address()["/x".Length..]).Address());
    }

    [Fact]
    public void A_heading_sorts_and_turns_round_and_begins_at_the_first_row()
    {
        var view = View("?skip=50&q=z");
        Assert.Equal("/x?q=z&sort=-size", view.Sorted("size", descendingFirst: true));
        Assert.Equal("/x?q=z&sort=size", View("?sort=-size&q=z").Sorted("size", descendingFirst: true));
        Assert.Equal("/x?q=z&format=csv", view.Address("csv"));
    }

    [Fact]
    public void What_is_taken_away_has_the_columns_that_are_shown_and_no_formula()
    {
        var view = View("?columns=size,name,nonesuch");
        Assert.Equal(["name", "size"], view.Of(_columns).Select(c => c.Key));
        var csv = Encoding.UTF8.GetString(TableDownload.Csv(view.Of(_columns), _rows));
        Assert.Equal("Name,Size\r\nb,2\r\na,–\r\n\"'=cmd|'/c calc'!A1\",10\r\nd,10\r\n", csv);
        var json = JsonElement.Parse(TableDownload.Json(view.Of(_columns), _rows));
        Assert.Equal("""[{"name":"b","size":2},{"name":"a","size":null},{"name":"=cmd|'/c calc'!A1","size":10},{"name":"d","size":10}]""", json.GetRawText());
        Assert.Equal(["name", "size"], View("?columns=nonesuch").Of(_columns).Select(c => c.Key));
    }

    private static TableView View(string query)
    {
        var context = new DefaultHttpContext();
        context.Request.Path = "/x";
        context.Request.QueryString = new QueryString(query);
        return TableView.Read(context.Request, "q");
    }
}
