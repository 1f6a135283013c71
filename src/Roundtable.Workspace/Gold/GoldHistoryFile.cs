using System.Text;
using Roundtable.Record.Files;
using Roundtable.Record.Wording;

namespace Roundtable.Workspace.Gold;

/// <summary>
/// The history of a sheet: a first line with the version, then a line of JSON for each event, only ever appended. What a call appended is on the disk when it
/// returns; a line that a crash cut short was never acknowledged and is ignored. Safe for several processes.
/// </summary>
/// <param name="folder">The sheet's folder.</param>
/// <param name="time">The clock, for waiting.</param>
internal sealed class GoldHistoryFile(string folder, TimeProvider time)
{
    private const string Start = "roundtable/gold-labels/v";
    private const int Version = 1;
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(20);
    private static readonly byte[] _head = Encoding.ASCII.GetBytes($"{Start}{Version}\n");

    private string Location => Path.Combine(folder, "labels.jsonl");

    private string LockLocation => Path.Combine(folder, "lock");

    /// <summary>What is in the file.</summary>
    /// <exception cref="NewerFormatException">When a newer program wrote it.</exception>
    /// <exception cref="WorkspaceException">When it is damaged.</exception>
    public GoldHistory Read()
    {
        if (!File.Exists(Location))
        {
            return new GoldHistory([]);
        }

        using var file = new FileStream(Location, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return Read(file, out _);
    }

    /// <summary>Decides on what to append in one step with what is there.</summary>
    /// <param name="decide">Gets what is there, and gives what to append; it throws where nothing may be.</param>
    /// <param name="cancellation">Stops before anything is appended.</param>
    /// <returns>What is there now.</returns>
    /// <exception cref="IOException">When it cannot be written; nothing of it counts.</exception>
    public async Task<GoldHistory> ChangeAsync(Func<GoldHistory, IReadOnlyList<GoldEvent>> decide, CancellationToken cancellation)
    {
        PrivateFiles.CreateDirectory(folder);
        await using var turn = await TurnAsync(cancellation);
        if (!File.Exists(Location))
        {
            PrivateFiles.Replace(Location, _head);
        }

        await using var file = new FileStream(Location, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, 0);
        var before = Read(file, out var end);
        var events = decide(before);
        if (events.Count == 0)
        {
            return before;
        }

        // What a crash left behind the last whole line goes before a line follows it.
        file.SetLength(end);
        file.Position = end;
        file.Write(events.SelectMany(GoldEventJson.Line).ToArray());
        file.Flush(flushToDisk: true);
        return new GoldHistory([.. before.Events, .. events]);
    }

    /// <summary>Waits until no other process changes the sheet.</summary>
    private async Task<FileStream> TurnAsync(CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                return new FileStream(LockLocation, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 0);
            }
            catch (IOException e) when (e is not (DirectoryNotFoundException or PathTooLongException) && File.Exists(LockLocation))
            {
                await Task.Delay(_pause, time, cancellation);
            }
        }
    }

    private GoldHistory Read(FileStream file, out long end)
    {
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        NewerFormatException.ThrowIfNewer(Location, bytes, Encoding.ASCII.GetBytes(Start), Version);
        if (!bytes.AsSpan().StartsWith(_head))
        {
            throw new WorkspaceException(ErrorKind.BadData, $"{Neutralise.Line(Location)} is damaged: its first line is not '{Start}{Version}'.");
        }

        end = bytes.AsSpan().LastIndexOf((byte)'\n') + 1;
        List<GoldEvent> events = [];
        for (var at = _head.Length; at < end;)
        {
            var length = bytes.AsSpan(at).IndexOf((byte)'\n');
            try
            {
                events.Add(GoldEventJson.Read(bytes.AsSpan(at, length)));
            }
            catch (FormatException e)
            {
                throw new WorkspaceException(
                    ErrorKind.BadData, $"{Neutralise.Line(Location)} is damaged at line {events.Count + 2}: {Neutralise.Line(e.Message)}", e);
            }

            at += length + 1;
        }

        return new GoldHistory(events);
    }
}
