using System.Globalization;
using System.Text;
using Roundtable.Record.Storage;
using Roundtable.Workspace.Connections;
using Roundtable.Workspace.Logs;

namespace Roundtable.Workspace.Diagnostics;

/// <summary>Looks at everything that a workspace rests on. It changes nothing but a file of its own, which it removes.</summary>
public sealed class WorkspaceCheck(WorkspaceContext workspace)
{
    private const long EnoughBytes = 1L << 30;
    private const long FewestBytes = 64L << 20;

    private static readonly TimeSpan _clockSlack = TimeSpan.FromMinutes(2);

    /// <summary>All diagnoses, in the order in which one would look.</summary>
    public async Task<IReadOnlyList<Diagnosis>> ExamineAsync(CancellationToken cancellation)
    {
        List<Diagnosis> found = [Unicode(), Disk(), Permissions()];
        var (log, last) = await LogAsync(cancellation);
        found.AddRange(log);
        found.Add(Clock(workspace.Time.GetUtcNow(), last));
        found.AddRange(await ModelsAsync(cancellation));
        return found;
    }

    /// <summary>Whether texts can be normalised: without ICU the same word in two spellings would be two.</summary>
    private static Diagnosis Unicode()
    {
        var normalises = "e\u0301".Normalize(NormalizationForm.FormC) == "\u00e9" && "\ufb01".Normalize(NormalizationForm.FormKC) == "fi";
        return normalises
            ? new Diagnosis("icu", Health.Ok, "Texts are normalised.")
            : new Diagnosis(
                "icu",
                Health.Failed,
                "Texts are not normalised: the library ICU is missing or switched off.",
                "Install ICU and unset DOTNET_SYSTEM_GLOBALIZATION_INVARIANT.");
    }

    private Diagnosis Disk()
    {
        try
        {
            var free = new DriveInfo(Existing(workspace.DataDirectory)).AvailableFreeSpace;
            var says = string.Create(CultureInfo.InvariantCulture, $"{free / 1e9:N1} GB free at {workspace.DataDirectory}.");
            return free >= EnoughBytes ? new Diagnosis("disk", Health.Ok, says)
                : new Diagnosis(
                    "disk", free >= FewestBytes ? Health.Warning : Health.Failed, says, "Free some space: nothing is answered that cannot be recorded.");
        }
        catch (Exception e) when (e is IOException or ArgumentException or UnauthorizedAccessException)
        {
            return new Diagnosis("disk", Health.Warning, $"The free space at {workspace.DataDirectory} cannot be told: {e.Message}");
        }
    }

    /// <summary>Whether the data directory can be written, and is its owner's alone.</summary>
    private Diagnosis Permissions()
    {
        var directory = workspace.DataDirectory;
        if (!Directory.Exists(directory))
        {
            return new Diagnosis("permissions", Health.Ok, $"{directory} does not exist yet; it is created with the first question.");
        }

        var probe = Path.Combine(directory, ".check-" + Path.GetRandomFileName());
        try
        {
            File.WriteAllBytes(probe, []);
            File.Delete(probe);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new Diagnosis(
                "permissions", Health.Failed, $"{directory} cannot be written: {e.Message}", "Give its owner the right to write, or name another with --data.");
        }

        return !OperatingSystem.IsWindows() && OpenToOthers(directory) is { } open
            ? new Diagnosis("permissions", Health.Warning, $"Others on this computer can read {open}.", $"chmod go-rwx '{open}'")
            : new Diagnosis("permissions", Health.Ok, $"{directory} can be written by its owner, and read by nobody else.");
    }

    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    private static string? OpenToOthers(string directory)
    {
        const UnixFileMode others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
        if ((File.GetUnixFileMode(directory) & (others | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) == UnixFileMode.None)
        {
            return null; // nobody else reaches what is in it
        }

        string[] secrets = [Path.Combine(directory, "keys"), Path.Combine(directory, "tokens"), Path.Combine(directory, "sessions")];
        return Array.Find(secrets, p => Path.Exists(p) && (File.GetUnixFileMode(p) & others) != UnixFileMode.None) ?? directory;
    }

    /// <summary>The log, its signing key, and when its newest leaf was written.</summary>
    private async Task<(IReadOnlyList<Diagnosis> Found, DateTimeOffset? Last)> LogAsync(CancellationToken cancellation)
    {
        List<Diagnosis> found = [];
        try
        {
            LogAccess.CheckKey(workspace);
            found.Add(new Diagnosis("keys", Health.Ok, "The log's signing key can be read, or is made with the first leaf."));
        }
        catch (Exception e) when (e is WorkspaceException or DamagedLogException or IOException or UnauthorizedAccessException)
        {
            found.Add(new Diagnosis("keys", Health.Failed, e.Message, "Restore the key from a backup, or see 'roundtable log rotate-key'."));
        }

        try
        {
            await using var log = await LogAccess.OpenReadOnlyAsync(workspace, cancellation);
            DateTimeOffset? last = null;
            await foreach (var logged in log.ReadAsync(Math.Max(0, log.Size - 1), cancellation))
            {
                last = logged.Leaf.Time;
            }

            found.Add(new Diagnosis("log", Health.Ok, string.Create(CultureInfo.InvariantCulture, $"{log.Size:N0} leaves at {log.Store.Location}.")));
            return (found, last);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            found.Add(new Diagnosis("log", Health.Ok, "There is no log yet; it begins with the first question."));
        }
        catch (Exception e) when (e is WorkspaceException or DamagedLogException or IOException or UnauthorizedAccessException)
        {
            found.Add(new Diagnosis("log", Health.Failed, e.Message, "'roundtable log fsck' says what is damaged."));
        }

        return (found, null);
    }

    /// <summary>A clock behind what the log already says would date answers before their time, and judge them by the wrong terms.</summary>
    private static Diagnosis Clock(DateTimeOffset now, DateTimeOffset? last) =>
        last - now > _clockSlack
            ? new Diagnosis(
                "clock",
                Health.Failed,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"It is {now:yyyy-MM-dd HH:mm} UTC by this clock, and the newest leaf of the log is of {last:yyyy-MM-dd HH:mm} UTC."),
                "Set the clock: answers are judged by the terms of their day.")
            : new Diagnosis("clock", Health.Ok, string.Create(CultureInfo.InvariantCulture, $"{now:yyyy-MM-dd HH:mm} UTC."));

    private async Task<IReadOnlyList<Diagnosis>> ModelsAsync(CancellationToken cancellation)
    {
        try
        {
            var set = await ConnectionSet.LoadAsync(workspace, cancellation);
            var connected = set.Connections.Where(c => c.IsConnected).Select(c => c.Name).ToList();
            var broken = set.Connections.Where(c => c.NotConnected is { } why && !why.EndsWith("is not set.", StringComparison.Ordinal) && !c.IsLocal).ToList();
            return
            [
                new Diagnosis("configuration", Health.Ok, "roundtable.yaml and the panels can be read, where there are any."),
                .. broken.Select(c => new Diagnosis("models", Health.Warning, $"{c.Name}: {c.NotConnected}", "Set the variable again.")),
                connected.Count > 0
                    ? new Diagnosis("models", Health.Ok, $"Connected: {string.Join(", ", connected)}.")
                    : new Diagnosis(
                        "models",
                        Health.Warning,
                        "No model is connected: answers are simulated.",
                        "Set a key such as ANTHROPIC_API_KEY, or start Ollama; see 'roundtable models'."),
            ];
        }
        catch (WorkspaceException e)
        {
            return [new Diagnosis("configuration", Health.Failed, e.Message, "Correct the file.")];
        }
    }

    /// <summary>The directory itself, or the nearest one above it that exists.</summary>
    private static string Existing(string directory)
    {
        var at = directory;
        while (!Directory.Exists(at) && Path.GetDirectoryName(at) is { } above)
        {
            at = above;
        }

        return at;
    }
}
