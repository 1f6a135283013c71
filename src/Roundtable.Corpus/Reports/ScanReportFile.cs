using System.Text.Json;
using Roundtable.Corpus.Storage;

namespace Roundtable.Corpus.Reports;

/// <summary>
/// The report of a scan on disk, as JSON. Its version is also that of the files with labels and with rejected rows beside it. docs/formats/scan.md.
/// </summary>
public static class ScanReportFile
{
    /// <summary>Its name in the folder of a report.</summary>
    public const string Name = "report.json";

    /// <summary>The format that is written.</summary>
    public const string Current = "roundtable-scan-report/3";

    /// <summary>Checks that this program can read a report and the files beside it.</summary>
    /// <exception cref="Record.Files.NewerFormatException">A newer version of the program wrote it.</exception>
    /// <exception cref="InvalidDataException">It has another format.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static void Check(string path) => FormatVersion.Check(path, Current);

    /// <summary>Reads a report.</summary>
    /// <exception cref="Record.Files.NewerFormatException">A newer version of the program wrote it.</exception>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static ScanReport Read(string path)
    {
        Check(path);
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), RowJson.Default.ScanReport) ?? throw new InvalidDataException($"'{path}' is damaged.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"'{path}' is damaged: {e.Message}", e);
        }
    }
}
