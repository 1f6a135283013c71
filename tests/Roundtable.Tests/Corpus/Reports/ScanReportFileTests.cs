using Roundtable.Corpus.Reports;
using Roundtable.Record.Files;

namespace Roundtable.Tests.Corpus.Reports;

/// <summary>Reports on disk.</summary>
public sealed class ScanReportFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("roundtable-");

    private string File => Path.Combine(_folder.FullName, ScanReportFile.Name);

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_newer_report_is_refused_whatever_else_it_holds()
    {
        System.IO.File.WriteAllText(File, "{\n  \"format\": \"roundtable-scan-report/4\",\n  \"rows\": {}\n}");
        Assert.Throws<NewerFormatException>(() => ScanReportFile.Check(File));
        Assert.Throws<NewerFormatException>(() => ScanReportFile.Read(File));
    }

    [Theory]
    [InlineData("{\"format\":\"roundtable-scan-report/1\"}")]
    [InlineData("null")]
    [InlineData("[")]
    public void A_damaged_report_is_refused(string json)
    {
        System.IO.File.WriteAllText(File, json);
        Assert.Throws<InvalidDataException>(() => ScanReportFile.Read(File));
    }
}
