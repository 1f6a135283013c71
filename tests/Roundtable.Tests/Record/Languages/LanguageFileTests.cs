using Roundtable.Record.Languages;

namespace Roundtable.Tests.Record.Languages;

/// <summary>Languages in files of gettext.</summary>
public sealed class LanguageFileTests
{
    private const string Head = """
        # A comment.
        msgid ""
        msgstr ""
        "Language: pl\n"
        "X-Name: polski\n"
        "X-Plurals: one: n = 1\n"

        """;

    [Fact]
    public void A_file_holds_a_language()
    {
        var polish = LanguageFile.Read("pl.po", Head + "msgid \"Ask\"\nmsgstr \"Zapytaj \"\n\"\\\"teraz\\\"\"\n");
        Assert.Equal(("pl", "polski", false), (polish.Tag, polish.Name, polish.IsRightToLeft));
        Assert.Equal("Zapytaj \"teraz\"", polish.Of("Ask"));
        Assert.Equal("Find", polish.Of("Find"));
    }

    [Theory]
    [InlineData("msgid \"{0} of {1}\"\nmsgstr \"{0} z\"", "placeholders")]
    [InlineData("msgid \"<b>{0}</b> x\"\nmsgstr \"<b>{0}</b> <script>\"", "markup")]
    [InlineData("msgid \"Press <kbd>/</kbd>\"\nmsgstr \"Naciśnij /\"", "markup")]
    [InlineData("msgid \"plain\"\nmsgstr \"<img src=x onerror=alert(1)\"", "markup")]
    [InlineData("msgid \"{0, plural, other {#}}\"\nmsgstr \"{0, plural, few {#} other {#}}\"", "few")]
    [InlineData("msgid \"a\"\nmsgstr \"b\"\nmsgid \"a\"\nmsgstr \"c\"", "twice")]
    [InlineData("msgid \"a\"\nmsgstr b", "line 8")]
    public void A_translation_that_loses_a_value_or_brings_markup_is_refused(string entries, string says) =>
        Assert.Contains(says, Assert.Throws<FormatException>(() => LanguageFile.Read("pl.po", Head + entries + "\n")).Message, StringComparison.Ordinal);

    [Fact]
    public void A_file_without_its_head_is_refused() =>
        Assert.Throws<FormatException>(() => LanguageFile.Read("x.po", "msgid \"a\"\nmsgstr \"b\"\n"));
}
