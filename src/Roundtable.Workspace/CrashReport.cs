using System.Globalization;
using System.Text;
using Roundtable.Record.Entries;
using Roundtable.Record.Files;

namespace Roundtable.Workspace;

/// <summary>
/// What is kept of a fault of the program itself, for whoever mends it: where it happened, and nothing of what was asked. One fault has one report,
/// however often it happens, and there are at most <see cref="MaxReports"/>.
/// </summary>
public static class CrashReport
{
    /// <summary>The most reports that are kept; the oldest goes for a new one.</summary>
    public const int MaxReports = 50;

    /// <summary>Writes the report in the data directory; its path, or null where it cannot be written.</summary>
    public static string? Write(string dataDirectory, Exception fault, DateTimeOffset now)
    {
        try
        {
            var directory = Path.Combine(dataDirectory, "crashes");
            PrivateFiles.CreateDirectory(directory);
            var name = Name(fault);
            List<string> reports = [.. Directory.EnumerateFiles(directory, "*.txt").Order(StringComparer.Ordinal)];
            if (reports.Find(r => r.EndsWith(name, StringComparison.Ordinal)) is { } known)
            {
                return known;
            }

            foreach (var oldest in reports.SkipLast(MaxReports - 1))
            {
                File.Delete(oldest);
            }

            var path = Path.Combine(directory, now.ToString("yyyyMMdd-HHmmss-fff", CultureInfo.InvariantCulture) + name);
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using var writer = new StreamWriter(path, options);
            writer.WriteLine("roundtable/crash-report/v1");
            for (var e = fault; e is not null; e = e.InnerException)
            {
                writer.WriteLine($"{e.GetType().FullName}: {e.Message}");
                writer.WriteLine(e.StackTrace);
            }

            return path;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The end of a report's name, the same for faults of the same types at the same places.</summary>
    private static string Name(Exception fault)
    {
        var places = new StringBuilder();
        for (var e = fault; e is not null; e = e.InnerException)
        {
            places.AppendLine(e.GetType().FullName).AppendLine(e.StackTrace);
        }

        return $"-{Digest.Of(Encoding.UTF8.GetBytes(places.ToString())).ToString()[..12]}.txt";
    }
}
