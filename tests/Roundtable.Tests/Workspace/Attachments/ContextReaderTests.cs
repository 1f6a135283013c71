using Roundtable.Deliberation.Questions;
using Roundtable.Record.Entries;
using Roundtable.Tests.Samples;
using Roundtable.Workspace.Attachments;

namespace Roundtable.Tests.Workspace.Attachments;

public sealed class ContextReaderTests
{
    [Fact]
    public async Task A_pdf_becomes_its_text_page_by_page()
    {
        var pdf = SampleFiles.Pdf("Rates rose in May.\nThey fell in June.", "", "The third page.");
        var document = await ReadAsync("report.pdf", pdf);
        Assert.Equal("[page 1]\nRates rose in May.\nThey fell in June.\n\n[page 2: no text, perhaps a picture]\n\n\n[page 3]\nThe third page.", document.Text);
        Assert.Equal(("application/pdf", 3, Digest.Of(pdf)), (document.Media, document.Pages, document.File));
        Assert.False(document.IsImage);
    }

    [Fact]
    public async Task What_a_file_is_its_bytes_say_and_not_its_name()
    {
        var pdf = await ReadAsync("picture.png", SampleFiles.Pdf("Words."));
        Assert.Equal("[page 1]\nWords.", pdf.Text);
        var text = await ReadAsync("notes.pdf", "A PDF begins with %PDF-1.7, they say."u8.ToArray());
        Assert.Equal(("A PDF begins with %PDF-1.7, they say.", null), (text.Text, text.Media));
        foreach (var (bytes, media) in SampleFiles.Images)
        {
            var image = await ReadAsync("notes.txt", bytes);
            Assert.Equal((media, "", Digest.Of(bytes)), (image.Media, image.Text, image.File));
            Assert.True(image.IsImage && image.Bytes.Span.SequenceEqual(bytes));
        }
    }

    [Fact]
    public async Task Markdown_and_text_are_read_as_they_are()
    {
        Assert.Equal("# Notes\n- Ünï\n", (await ReadAsync("a.md", "# Notes\n- Ünï\n"u8.ToArray())).Text);
        Assert.Equal("bom", (await ReadAsync("a.txt", [0xEF, 0xBB, 0xBF, .. "bom"u8])).Text);
    }

    public static TheoryData<string, byte[], string> Unreadable => new()
    {
        { "scan.pdf", SampleFiles.Pdf("", ""), "scan.pdf has no text on its 2 pages: it may be scanned." },
        { "secret.pdf", SampleFiles.Encrypted(), "secret.pdf is encrypted and opens with a password only" },
        { "cut.pdf", SampleFiles.Pdf("Words.")[..40], "cut.pdf is a damaged PDF" },
        { "noise.pdf", [.. "%PDF-1.7\n"u8, .. Enumerable.Range(0, 3000).Select(i => (byte)(i * 167 % 251))], "noise.pdf is a damaged PDF" },
        { "none.pdf", SampleFiles.Nested(1), "none.pdf has no text" },
        { "deep.pdf", SampleFiles.Nested(200_000), "deep.pdf" },
        { "letter.docx", [.. "PK\u0003\u0004"u8, 1, 2, 0xFF], "letter.docx is not UTF-8 text: it is a ZIP archive, perhaps a Word" },
        { "old.txt", [0xFF, 0xFE, (byte)'a', 0], "it is a text in UTF-16" },
        { "latin.txt", [(byte)'a', 0xE9, (byte)'b'], "latin.txt is not UTF-8 text: byte 1 does not fit" },
        { "nul.bin", "a\0b"u8.ToArray(), "nul.bin is not UTF-8 text: it contains a NUL character" },
    };

    [Theory]
    [MemberData(nameof(Unreadable))]
    public async Task What_cannot_be_read_is_told_in_a_sentence_and_never_given_as_an_empty_text(string name, byte[] bytes, string says)
    {
        var (documents, problems) = await ContextReader.ReadAsync([new ContextFile(name, bytes)], TimeProvider.System, TestContext.Current.CancellationToken);
        Assert.Empty(documents);
        Assert.StartsWith(name, Assert.Single(problems), StringComparison.Ordinal);
        Assert.Contains(says, problems[0], StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", problems[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pdf_cut_anywhere_is_read_or_refused_and_never_becomes_an_empty_text()
    {
        var pdf = SampleFiles.Pdf("One page of words.", "Another.");
        for (var length = 9; length < pdf.Length; length += pdf.Length / TestDepth.Of(12, 400))
        {
            var (documents, problems) = await ContextReader.ReadAsync(
                [new ContextFile("cut.pdf", pdf[..length])], new ManualTime(), TestContext.Current.CancellationToken);
            Assert.Single([.. documents.Select(d => d.Text), .. problems]);
            Assert.All(documents, d => Assert.Contains("One page of words.", d.Text, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task More_text_than_a_panel_can_be_given_is_refused_at_the_page_where_it_is_too_much()
    {
        var page = string.Join('\n', Enumerable.Repeat(new string('w', 3_000), 30));
        var problem = Assert.Single((await ContextReader.ReadAsync(
            [new ContextFile("book.pdf", SampleFiles.Repeated(page, 25))], new ManualTime(), TestContext.Current.CancellationToken)).Problems);
        Assert.Contains("more text than a panel can be given, 2,097,152 bytes, by page 24 of 25", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_and_sizes_have_limits()
    {
        var png = SampleFiles.Images.First().Bytes;
        Assert.Empty(ContextReader.Problems([.. Enumerable.Repeat(new ContextFile("a.png", png), ContextFile.MaxImages)]));
        Assert.Contains("There are 11 images", Assert.Single(ContextReader.Problems([.. Enumerable.Repeat(new ContextFile("a.png", png), 11)])), StringComparison.Ordinal);
        Assert.Contains(
            "big.png has 3,900,001 bytes; the maximum of an image is 3,900,000",
            Assert.Single(ContextReader.Problems([new ContextFile("big.png", [.. png, .. new byte[ContextFile.MaxImageBytes + 1 - png.Length]])])),
            StringComparison.Ordinal);
        Assert.Contains("needs a name", Assert.Single(ContextReader.Problems([new ContextFile("a\nb", "x"u8.ToArray())])), StringComparison.Ordinal);
        Assert.Contains(
            "The files have 32,000,000 bytes",
            Assert.Single(ContextReader.Problems([.. Enumerable.Repeat(new ContextFile("a.txt", new byte[16_000_000]), 2)])), StringComparison.Ordinal);
    }

    private static async Task<ContextDocument> ReadAsync(string name, byte[] bytes)
    {
        var (documents, problems) = await ContextReader.ReadAsync([new ContextFile(name, bytes)], new ManualTime(), TestContext.Current.CancellationToken);
        Assert.Empty(problems);
        var document = Assert.Single(documents);
        Assert.Equal(name, document.Name);
        return document;
    }
}
