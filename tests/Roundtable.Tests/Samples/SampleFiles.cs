using System.Text;
using SkiaSharp;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Fonts.Standard14Fonts;
using UglyToad.PdfPig.Writer;

namespace Roundtable.Tests.Samples;

/// <summary>PDFs and images made on the spot.</summary>
internal static class SampleFiles
{
    /// <summary>The first bytes of an image of each kind that is shown.</summary>
    public static IEnumerable<(byte[] Bytes, string Media)> Images =>
    [
        (Image(SKEncodedImageFormat.Png), "image/png"),
        (Image(SKEncodedImageFormat.Jpeg), "image/jpeg"),
        (Image(SKEncodedImageFormat.Webp), "image/webp"),
        ([.. "GIF89a"u8, 1, 0, 1, 0, 0x80, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0, 0x3B], "image/gif"),
    ];

    /// <summary>A PDF with a page for each text; an empty one has no text.</summary>
    public static byte[] Pdf(params string[] pages)
    {
        var builder = new PdfDocumentBuilder();
        var font = builder.AddStandard14Font(Standard14Font.Helvetica);
        foreach (var text in pages)
        {
            var page = builder.AddPage(PageSize.A4);
            foreach (var (line, row) in text.Split('\n').Select((l, i) => (l, i)).Where(l => l.l.Length > 0))
            {
                page.AddText(line, 12, new PdfPoint(50, 750 - (20 * row)), font);
            }
        }

        return builder.Build();
    }

    /// <summary>A PDF that has one page many times over: what <see cref="Pdf"/> takes seconds to write where the page is long.</summary>
    public static byte[] Repeated(string page, int pages)
    {
        var content = $"BT /F1 12 Tf 50 750 Td {string.Concat(page.Split('\n').Select(l => $"({l}) Tj 0 -20 Td\n"))}ET";
        return Assemble(
            [
                "<< /Type /Catalog /Pages 2 0 R >>",
                $"<< /Type /Pages /Kids [{string.Concat(Enumerable.Range(5, pages).Select(n => $"{n} 0 R "))}] /Count {pages} >>",
                "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
                $"<< /Length {content.Length} >>\nstream\n{content}\nendstream",
                .. Enumerable.Repeat("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents 4 0 R >>", pages),
            ],
            "/Root 1 0 R");
    }

    /// <summary>A PDF that opens with a password nobody has: its encryption dictionary matches none.</summary>
    public static byte[] Encrypted()
    {
        var objects = new[]
        {
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>",
            $"<< /Filter /Standard /V 1 /R 2 /Length 40 /P -4 /O <{new string('1', 64)}> /U <{new string('2', 64)}> >>",
        };
        return Assemble(objects, $"/Root 1 0 R /Encrypt 4 0 R /ID [<{new string('a', 32)}> <{new string('a', 32)}>]");
    }

    /// <summary>A PDF whose catalogue is nested as deep as it is asked for.</summary>
    public static byte[] Nested(int depth) => Assemble(
        [$"<< /Type /Catalog /Pages 2 0 R /Deep {new string('[', depth)}{new string(']', depth)} >>", "<< /Type /Pages /Kids [] /Count 0 >>"], "/Root 1 0 R");

    private static byte[] Image(SKEncodedImageFormat format)
    {
        using var bitmap = new SKBitmap(2, 2);
        return bitmap.Encode(format, 90).ToArray();
    }

    private static byte[] Assemble(string[] objects, string trailer)
    {
        var text = new StringBuilder("%PDF-1.4\n");
        List<int> offsets = [];
        foreach (var (body, index) in objects.Select((b, i) => (b, i)))
        {
            offsets.Add(text.Length);
            text.Append(index + 1).Append(" 0 obj\n").Append(body).Append("\nendobj\n");
        }

        var start = text.Length;
        text.Append($"xref\n0 {objects.Length + 1}\n0000000000 65535 f \n");
        offsets.ForEach(o => text.Append($"{o:D10} 00000 n \n"));
        return Encoding.Latin1.GetBytes(text.Append($"trailer\n<< /Size {objects.Length + 1} {trailer} >>\nstartxref\n{start}\n%%EOF\n").ToString());
    }
}
