using Roundtable.Annotation.Items;

namespace Roundtable.Tests.Annotation.Items;

public sealed class ItemTemplateTests
{
    private static readonly Item _item = new("1", [new("text", "a {b} c"), new("b", "never"), new("empty", "")]);

    [Theory]
    [InlineData("Is {text} it?", "Is a {b} c it?")]
    [InlineData("{{text}} { text }{{", "{text} a {b} c{")]
    [InlineData("no column", "no column")]
    [InlineData("{empty}|{b}", "|never")]
    public void Columns_are_put_in_once_and_never_read_again(string template, string text) => Assert.Equal(text, ItemTemplate.Parse(template).Render(_item));

    [Theory]
    [InlineData("a { b")]
    [InlineData("a } b")]
    [InlineData("{}")]
    [InlineData("{a {b} }")]
    public void A_brace_that_is_no_columns_is_refused(string template) =>
        Assert.Contains("brace at character", Assert.Throws<FormatException>(() => ItemTemplate.Parse(template)).Message, StringComparison.Ordinal);

    [Fact]
    public void An_unknown_column_is_named_with_those_that_there_are()
    {
        var error = Assert.Throws<FormatException>(() => ItemTemplate.Parse("{txt}").Check(["text", "id"]));
        Assert.Contains("Unknown column 'txt'", error.Message, StringComparison.Ordinal);
        Assert.Contains("text, id", error.Message, StringComparison.Ordinal);
        Assert.Throws<FormatException>(() => ItemTemplate.Parse("{gone}").Render(_item));
    }

    [Fact]
    public void Items_with_the_same_fields_have_the_same_digest_whatever_their_ids()
    {
        Assert.Equal(_item.Digest, new Item("2", _item.Fields).Digest);
        Assert.NotEqual(_item.Digest, new Item("1", _item.Fields, ["a", "b"]).Digest);
        Assert.NotEqual(_item.Digest, new Item("1", [.. _item.Fields.Reverse()]).Digest);
    }

    [Fact]
    public void A_census_depends_on_order_and_ids_and_refuses_an_id_that_comes_twice()
    {
        static Roundtable.Record.Entries.Digest Of(params string[] ids)
        {
            using var census = new ItemCensus();
            foreach (var id in ids)
            {
                census.Add(new Item(id, [new("t", "x")]));
            }

            return census.Digest();
        }

        Assert.Equal(Of("a", "b"), Of("a", "b"));
        Assert.NotEqual(Of("a", "b"), Of("b", "a"));
        Assert.Contains("items 1 and 3", Assert.Throws<FormatException>(() => Of("a", "b", "a")).Message, StringComparison.Ordinal);
    }
}
