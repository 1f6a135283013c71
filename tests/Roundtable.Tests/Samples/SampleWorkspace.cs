using Microsoft.Data.Sqlite;
using Roundtable.Deliberation.Sessions;
using Roundtable.Record.Storage;
using Roundtable.Workspace;
using Roundtable.Workspace.Logs;
using Roundtable.Workspace.Sessions;

namespace Roundtable.Tests.Samples;

/// <summary>A workspace over a data directory of its own, with a clock that stands still and no environment; gone with this.</summary>
internal sealed class SampleWorkspace : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("workspace-");

    public SampleWorkspace() => Context = new WorkspaceContext(Path, null, null, Time, new Dictionary<string, string>(StringComparer.Ordinal));

    public ManualTime Time { get; } = new();

    public WorkspaceContext Context { get; init; }

    public string Path => _directory.FullName;

    public Task<RecordLog> OpenLogAsync() => LogAccess.OpenAsync(Context, TestContext.Current.CancellationToken);

    /// <summary>A file beside the log.</summary>
    public string Write(string name, string text)
    {
        var path = System.IO.Path.Combine(Path, name);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Keeps sessions as finished ones are kept: on the log and in files.</summary>
    public async Task SaveAsync(params SessionDocument[] sessions)
    {
        await using var log = await OpenLogAsync();
        var store = new SessionStore(Path, Time);
        foreach (var session in sessions)
        {
            await store.SaveAsync(log, session, TestContext.Current.CancellationToken);
        }
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _directory.Delete(recursive: true);
    }
}
