using Roundtable.Corpus.Plans;
using Roundtable.Corpus.Reports;
using Roundtable.Corpus.Scanning;
using Roundtable.Record.Entries;
using Roundtable.Record.Files;
using Roundtable.Record.Wording;

namespace Roundtable.Workspace.Scanning;

/// <summary>The folder of a report: its plan, its results, and while it is being made the work in it.</summary>
public sealed class ScanFolder
{
    /// <summary>The name of the labels as Parquet.</summary>
    public const string ParquetFile = "rows.parquet";

    /// <summary>The name of the file with the report as JSON.</summary>
    public const string ReportFile = ScanReportFile.Name;

    private readonly Digest _fingerprint;

    private ScanFolder(string path, Digest fingerprint) => (Path, _fingerprint) = (path, fingerprint);

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <summary>Opens the folder for a plan. What is there of another plan stays, unless it may be replaced.</summary>
    /// <exception cref="WorkspaceException">When it holds something else.</exception>
    /// <exception cref="NewerFormatException">When a newer version of the program wrote its plan or its report, also where it may be replaced.</exception>
    public static ScanFolder Open(string path, ScanPlan plan, bool replace)
    {
        var fingerprint = plan.Fingerprint();
        var planned = System.IO.Path.Combine(path, ScanPlanFile.Name);
        if (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any())
        {
            var other = File.Exists(planned) ? Read(path).Fingerprint() : default;
            if (other != fingerprint)
            {
                if (!replace || other == default)
                {
                    throw new WorkspaceException(ErrorKind.Unwritable, other == default
                        ? $"{Neutralise.Line(path)} holds other files: give the report a folder of its own with --out."
                        : $"{Neutralise.Line(path)} holds a scan of other files, with other settings, or against an earlier record: give another folder "
                            + $"with --out, or --force to replace it.");
                }

                Empty(path);
            }
        }

        PrivateFiles.CreateDirectory(path); // what it will hold quotes the corpus
        if (!File.Exists(planned))
        {
            ScanPlanFile.Write(planned, plan);
        }

        return new ScanFolder(path, fingerprint);
    }

    /// <summary>The plan of a scan that was begun in a folder and is not finished; null where there is none.</summary>
    /// <exception cref="NewerFormatException">When a newer version of the program began it.</exception>
    public static ScanPlan? Begun(string path)
    {
        try
        {
            return File.Exists(System.IO.Path.Combine(path, ScanPlanFile.Name)) && !File.Exists(System.IO.Path.Combine(path, ReportFile)) ? Read(path) : null;
        }
        catch (WorkspaceException)
        {
            return null;
        }
    }

    /// <summary>Opens a folder that has a plan.</summary>
    /// <exception cref="WorkspaceException">When it has none.</exception>
    /// <exception cref="NewerFormatException">When a newer version of the program wrote its plan or its report.</exception>
    public static (ScanFolder Folder, ScanPlan Plan) Existing(string path)
    {
        var plan = Read(path);
        return (new ScanFolder(path, plan.Fingerprint()), plan);
    }

    /// <summary>The report, where it was finished before; else null.</summary>
    /// <exception cref="WorkspaceException">When it is damaged.</exception>
    /// <exception cref="NewerFormatException">When a newer version of the program wrote it.</exception>
    public ScanReport? Finished()
    {
        var file = System.IO.Path.Combine(Path, ReportFile);
        return File.Exists(file) && Intact(() => ScanReportFile.Read(file)) is { } report && report.Plan == _fingerprint ? report : null;
    }

    /// <summary>The report, where it was finished before in the format of today; else null: an older one is made again.</summary>
    /// <exception cref="WorkspaceException">When it is damaged.</exception>
    /// <exception cref="NewerFormatException">When a newer version of the program wrote it.</exception>
    public ScanReport? Current() => Finished() is { Format: ScanReportFile.Current } report ? report : null;

    /// <summary>The file with the labels of the report.</summary>
    /// <exception cref="WorkspaceException">When the report is not finished.</exception>
    public string Labels()
    {
        var path = System.IO.Path.Combine(Path, CorpusScan.RowsFile);
        return File.Exists(path)
            ? path
            : throw new WorkspaceException(
                ErrorKind.NotFound,
                $"The scan in {Neutralise.Line(Path)} is not finished. Give the same scan command again, or 'roundtable scan merge' for shards.");
    }

    /// <summary>Writes a file of the report, whole or not at all.</summary>
    public void Write(string name, string text) => Write(System.IO.Path.Combine(Path, name), System.Text.Encoding.UTF8.GetBytes(text));

    /// <summary>Removes what lies in it only until the report is made.</summary>
    public void RemoveWork()
    {
        if (Directory.Exists(CorpusScan.WorkIn(Path)))
        {
            Directory.Delete(CorpusScan.WorkIn(Path), recursive: true);
        }
    }

    private static ScanPlan Read(string path)
    {
        var file = System.IO.Path.Combine(path, ScanPlanFile.Name);
        if (!File.Exists(file))
        {
            throw new WorkspaceException(ErrorKind.NotFound, $"{Neutralise.Line(path)} is no folder of a scan: there is no {ScanPlanFile.Name} in it.");
        }

        var report = System.IO.Path.Combine(path, ReportFile);
        return Intact(() =>
        {
            if (File.Exists(report))
            {
                // What is beside the plan has the report's version.
                ScanReportFile.Check(report);
            }

            return ScanPlanFile.Read(file);
        });
    }

    private static T Intact<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (InvalidDataException e)
        {
            throw new WorkspaceException(ErrorKind.BadData, Neutralise.Line(e.Message), e);
        }
    }

    private static void Empty(string path)
    {
        foreach (var name in (string[])[ScanPlanFile.Name, ReportFile, "report.html", "report.md", CorpusScan.RowsFile, CorpusScan.RejectedFile, ParquetFile])
        {
            File.Delete(System.IO.Path.Combine(path, name));
        }

        new ScanFolder(path, default).RemoveWork();
    }

    private static void Write(string path, byte[] bytes)
    {
        File.WriteAllBytes(path + ".part", bytes);
        File.Move(path + ".part", path, overwrite: true);
    }
}
