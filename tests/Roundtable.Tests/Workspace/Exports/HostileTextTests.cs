using AngleSharp.Html.Parser;
using Markdig;
using Roundtable.Deliberation.Ballots;
using Roundtable.Deliberation.Minutes;
using Roundtable.Deliberation.Questions;
using Roundtable.Deliberation.Rounds;
using Roundtable.Deliberation.Sessions;
using Roundtable.Tests.Samples;
using Roundtable.Workspace.Exports;

namespace Roundtable.Tests.Workspace.Exports;

/// <summary>Whatever a model, an asker or a configuration writes, exports show it and obey none of it.</summary>
public sealed class HostileTextTests
{
    private static readonly MarkdownPipeline _everything = new MarkdownPipelineBuilder().UseAdvancedExtensions().Build();

    public static TheoryData<string> Payloads { get; } =
    [
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "'><svg/onload=alert(1)>",
        "</title><script>alert(1)</script>",
        "</style><script>alert(1)</script>",
        "<a href=\"javascript:alert(1)\">x</a>",
        "javascript:alert(1)",
        "[click](javascript:alert(1))",
        "![x](https://evil.example/p.png)",
        "[x]: https://evil.example\n\n[x]",
        "<https://evil.example>",
        "https://evil.example/track",
        "www.evil.example",
        "mail me@evil.example now",
        "mailto:me@evil.example",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "&#60;script&#62;",
        "```\n<script>\n```",
        "~~~html\n<b>x</b>\n~~~",
        "    <script>indented()</script>",
        "# A heading of my own",
        "Heading\n=======",
        "- a list\n- of mine",
        "1. a list",
        "1) another",
        "| a | b |\n| --- | --- |\n| c | d |",
        "> deeper\n>> deeper",
        "***\n---\n___",
        "**bold** _it_ ~~gone~~ `code`",
        "<!-- comment --> <iframe src=//evil.example></iframe>",
        "<form action=//evil.example><input name=x></form>",
        "\u202Egnp.exe\u202C \u200B\u0007\u001b[31mred",
        "$x$ $$y$$ ^up^ ~down~ ==mark== ++ins++",
        "Term\n:   Definition",
        "[^1]\n\n[^1]: note",
        "- [ ] task",
        "a\\\nb  \nc",
        "<details open ontoggle=alert(1)>",
        ":::warning\nx\n:::",
        "{#id .class onclick=alert(1)}",
        "\"\"\"",
        "x<y>z&amp;\u0000",
    ];

    [Theory]
    [MemberData(nameof(Payloads))]
    public void The_page_holds_nothing_but_its_own_elements(string payload)
    {
        var page = new HtmlParser().ParseDocument(HtmlExport.Of(Hostile(payload)));
        var plain = new HtmlParser().ParseDocument(HtmlExport.Of(Hostile("harmless")));
        Assert.Equal(
            plain.All.Select(e => (e.LocalName, Attributes: string.Join(' ', e.Attributes.Select(a => a.Name).Order(StringComparer.Ordinal)))),
            page.All.Select(e => (e.LocalName, Attributes: string.Join(' ', e.Attributes.Select(a => a.Name).Order(StringComparer.Ordinal)))));
        Assert.All(page.QuerySelectorAll("a"), a => Assert.StartsWith("#r", a.GetAttribute("href"), StringComparison.Ordinal));
        Assert.Single(page.QuerySelectorAll("style"));
        Assert.DoesNotContain('\u202E', page.DocumentElement.OuterHtml);
        Assert.DoesNotContain('\u001b', page.DocumentElement.OuterHtml);
    }

    [Theory]
    [MemberData(nameof(Payloads))]
    public void The_markdown_renders_to_nothing_but_its_own_elements(string payload)
    {
        var page = new HtmlParser().ParseDocument(Markdown.ToHtml(MarkdownExport.Of(Hostile(payload)), _everything));
        var plain = new HtmlParser().ParseDocument(Markdown.ToHtml(MarkdownExport.Of(Hostile("harmless")), _everything));

        // A payload of several lines makes several lines and paragraphs of a quotation, and nothing else.
        string[] lines = ["br", "p"];
        Assert.Equal(
            plain.All.Select(e => e.LocalName).Where(n => !lines.Contains(n, StringComparer.Ordinal)),
            page.All.Select(e => e.LocalName).Where(n => !lines.Contains(n, StringComparer.Ordinal)));
        Assert.All(page.QuerySelectorAll("a[href]"), a => Assert.StartsWith("#r", a.GetAttribute("href"), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("plain words, nothing else.")]
    [InlineData("1 < 2 && 3 > 2, a_b_c * d, [x](y) #1 - done!")]
    [InlineData("http://example.org and www.example.org; a@b.c")]
    public void The_markdown_shows_the_words_letter_for_letter(string words)
    {
        var page = new HtmlParser().ParseDocument(Markdown.ToHtml(MarkdownExport.Of(Hostile(words)), _everything));
        Assert.Contains(words, page.QuerySelectorAll("blockquote").Select(b => b.TextContent.Trim()), StringComparer.Ordinal);
        Assert.Equal(words, page.QuerySelector("h1")!.TextContent);
    }

    /// <summary>A session in which everything that anybody else writes is the payload.</summary>
    private static Session Hostile(string payload)
    {
        var session = SampleSessions.ClosedDebate();
        return session with
        {
            Question = new Question(payload, [.. session.Question.Options.Select((_, i) => $"{payload} {i}")], []),
            Panel = [.. session.Panel.Select(s => s with { Name = payload, Persona = payload, Model = s.Model with { Name = payload } })],
            Rounds =
            [
                .. session.Rounds.Select(r => r with
                {
                    Ballots = [.. r.Ballots.Select(b => new Ballot(b.Round, b.Seat, b.Sample, b.Choice is Choice.Vote ? b.Choice : new Choice.Objection(payload), payload, payload, b.Receipt))],
                    Absences = [new Absence(1, payload)],
                }),
            ],
            Verdict = session.Verdict with { Options = [.. session.Verdict.Options.Select((_, i) => $"{payload} {i}")] },
            Minutes = new SessionMinutes(payload, [new Sentence(payload, ["r1.s1"])], [new StrongestArgument(0, [new Sentence(payload, ["r1.s2"])])], 1, payload),
            ImportedFrom = payload,
            Discrepancies = [payload],
        };
    }
}
