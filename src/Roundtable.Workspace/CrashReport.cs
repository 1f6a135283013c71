using System.Globalization;
using Roundtable.Record.Files;

namespace Roundtable.Workspace;

/// <summary>What is kept of a fault of the program itself, for whoever mends it: where it happened, and nothing of what was asked.</summary>
public static class CrashReport
{
    /// <summary>Writes the report in the data directory; its path, or null where it cannot be written.</summary>
    public static string? Write(string dataDirectory, Exception fault, DateTimeOffset now)
    {
        try
        {
            var directory = Path.Combine(dataDirectory, "crashes");
            PrivateFiles.CreateDirectory(directory);
            var path = Path.Combine(directory, now.ToString("yyyyMMdd-HHmmss-fff", CultureInfo.InvariantCulture) + ".txt");
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
}
