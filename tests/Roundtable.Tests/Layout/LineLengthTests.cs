using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Layout;

/// <summary>A file can be read in one go, and its lines without turning the head.</summary>
public sealed class LineLengthTests
{
    private const int MaxLineLength = 160;
    private const int MaxLines = 270;

    [Fact]
    public void A_line_has_at_most_160_characters() =>
        SourceProject.AssertNone(SourceProject.All
            .SelectMany(p => p.Files)
            .SelectMany(file => File.ReadLines(file).Select((line, index) => (File: file, Number: index + 1, line.Length)))
            .Where(line => line.Length > MaxLineLength)
            .Select(line => $"{Path.GetRelativePath(Repository.Root, line.File)}:{line.Number} has {line.Length} characters."));

    [Fact]
    public void A_file_has_at_most_270_lines() =>
        SourceProject.AssertNone(SourceProject.All.SelectMany(p => p.Files)
            .Select(file => (file, Lines: File.ReadLines(file).Count()))
            .Where(f => f.Lines > MaxLines)
            .Select(f => $"{Path.GetRelativePath(Repository.Root, f.file)} has {f.Lines} lines."));
}
