using System.Text.Json;
using Roundtable.Deliberation.Recording;
using Roundtable.Deliberation.Sessions;
using Roundtable.Record.Entries;
using Roundtable.Record.Files;
using Roundtable.Record.Storage;

namespace Roundtable.Workspace.Sessions;

/// <summary>
/// The session files of a data directory, <c>sessions/ID.json</c>. Each is a copy of a document in the log, from which
/// <c>roundtable reindex</c> restores it.
/// </summary>
/// <param name="dataDirectory">Absolute path of the data directory; it may not exist yet.</param>
/// <param name="time">The clock for the log's leaves; the system's where none is given.</param>
public sealed class SessionStore(string dataDirectory, TimeProvider? time = null)
{
    /// <summary>The word that stands for the newest session.</summary>
    public const string Last = "last";

    private const string DamagedSuffix = ".damaged";

    private readonly string _directory = Path.Combine(dataDirectory, "sessions");
    private readonly TimeProvider _time = time ?? TimeProvider.System;

    /// <summary>Path of the file of a session, whether it exists or not.</summary>
    /// <exception cref="ArgumentException">When <paramref name="id"/> cannot be an id, and so must not become a path.</exception>
    public string PathOf(string id) =>
        IsId(id)
            ? Path.Combine(_directory, id + ".json")
            : throw new ArgumentException($"'{id}' cannot be the id of a session.", nameof(id));

    /// <summary>Logs the session as closed, then writes its file durably. Crashing between the two loses nothing.</summary>
    /// <exception cref="IOException">When the log or the file cannot be written.</exception>
    public async Task SaveAsync(RecordLog log, SessionDocument session, CancellationToken cancellation)
    {
        var document = SessionDocumentJson.Write(session);
        List<Receipt> said = [.. SpokenText.Of(session).Select(s => s.Receipt)];
        var leaf = new Leaf
        {
            Kind = LeafKind.SessionClosed,
            Time = _time.GetUtcNow(),
            Session = session.Id,
            Document = Digest.Of(document),
            Inputs = said.TrueForAll(r => r.Leaf < log.Size) ? InputLeaves.Of(said) : [], // what was said on another log is no leaf of this one
            Simulated = session.Simulated,
        };
        await log.AppendAsync(leaf, [document], cancellation);
        WriteFile(session.Id, document);
    }

    /// <summary>Writes a session's file so that after a crash there is the old one or the new one, whole.</summary>
    /// <exception cref="IOException">When it cannot be written.</exception>
    public void WriteFile(string id, ReadOnlySpan<byte> document) => PrivateFiles.Replace(PathOf(id), document);

    /// <summary>The session with this id, or whose id alone begins so, or the newest for "last"; null where there is none.</summary>
    /// <exception cref="WorkspaceException">When several ids begin so, or the file is damaged.</exception>
    public SessionDocument? Find(string idOrPrefix)
    {
        var ids = Ids().ToList();
        string? id;
        if (string.Equals(idOrPrefix, Last, StringComparison.Ordinal))
        {
            id = ids.LastOrDefault();
        }
        else
        {
            var found = ids.Where(i => idOrPrefix.Length > 0 && i.StartsWith(idOrPrefix, StringComparison.OrdinalIgnoreCase)).ToList();
            id = found.Find(i => string.Equals(i, idOrPrefix, StringComparison.OrdinalIgnoreCase));
            if (id is null && found.Count > 1)
            {
                throw new WorkspaceException(
                    ErrorKind.InvalidInput,
                    $"The ids of {found.Count} sessions begin with '{idOrPrefix}': {string.Join(", ", found.Take(5))}{(found.Count > 5 ? "…" : "")}. Give "
                        + $"more of the id.");
            }

            id ??= found.FirstOrDefault();
        }

        if (id is null)
        {
            return null;
        }

        var stored = Read(id);
        return stored.Session ?? throw new WorkspaceException(
            ErrorKind.BadData,
            $"{stored.Path}: {stored.Problem}{(stored.IsNewer ? "" : " 'roundtable reindex' restores the file from the log.")}");
    }

    /// <summary>The file of exactly this id as it was found; null where there is none.</summary>
    public StoredSession? TryOpen(string id) => Exists(id) ? Read(id) : null;

    /// <summary>Every session, oldest first; a file that cannot be read is listed with its problem.</summary>
    public IEnumerable<StoredSession> List() => Ids().Select(Read);

    /// <summary>The session of exactly this id; null where there is none, or its file cannot be read.</summary>
    public SessionDocument? TryRead(string id) => Exists(id) ? Read(id).Session : null;

    /// <summary>Whether there is a file of exactly this id.</summary>
    public bool Exists(string id) => IsId(id) && File.Exists(PathOf(id));

    /// <summary>SHA-256 of a session's file; null where there is none.</summary>
    /// <exception cref="IOException">When it cannot be read.</exception>
    public Digest? DigestOf(string id) => Exists(id) ? Digest.Of(File.ReadAllBytes(PathOf(id))) : null;

    /// <summary>The files by id, each with a stamp that changes when the file does.</summary>
    public IEnumerable<(string Id, string Stamp)> Files() => Ids().Select(id => (id, Stamp(new FileInfo(PathOf(id)))));

    /// <summary>When a file was last added, replaced or removed, in UTC, as far as the file system says; a file that was changed where it is does not
    /// count.</summary>
    public DateTime Changed => Directory.GetLastWriteTimeUtc(_directory);

    /// <summary>Writes a session's file from the log. A file that is there and cannot be read is kept beside it.</summary>
    /// <returns>Path of the file that was kept; null where none was there.</returns>
    /// <exception cref="InvalidOperationException">When a newer program wrote the file that is there.</exception>
    /// <exception cref="IOException">When it cannot be written.</exception>
    public string? Restore(string id, ReadOnlySpan<byte> document)
    {
        var path = PathOf(id);
        string? kept = null;
        if (TryOpen(id) is { } stored)
        {
            if (stored.IsNewer)
            {
                throw new InvalidOperationException($"{path} was written by a newer program and must not be replaced.");
            }

            kept = path + DamagedSuffix;
            File.Move(path, kept, overwrite: true);
        }

        WriteFile(id, document);
        return kept;
    }

    /// <summary>Erases a session's file, what was kept when it was restored, and what a crash left of writing it; the log is another matter.</summary>
    public void Delete(string id)
    {
        // The file itself last: while it is there, an erasure that was cut short is known and finished.
        var path = PathOf(id);
        PrivateFiles.Erase(path + PrivateFiles.UnfinishedSuffix);
        PrivateFiles.Erase(path + DamagedSuffix);
        PrivateFiles.Erase(path);
    }

    /// <summary>The ids of the files, oldest first: ids sort by time.</summary>
    /// <exception cref="IOException">When the directory is there and cannot be read: that is not the same as no session.</exception>
    public IEnumerable<string> Ids() => Files(_directory).Select(f => Path.GetFileNameWithoutExtension(f)).Where(IsId).Order(StringComparer.Ordinal);

    private static string[] Files(string directory)
    {
        try
        {
            return Directory.GetFiles(directory, "*.json");
        }
        catch (DirectoryNotFoundException e)
        {
            // Nothing was made yet; a file that stands where a directory should be is told.
            for (var at = directory; at is not null; at = Path.GetDirectoryName(at))
            {
                if (File.Exists(at))
                {
                    throw new IOException($"{at} is a file; a directory is needed there. Name another data directory with --data.", e);
                }
            }

            return [];
        }
    }

    private static string Stamp(FileInfo file) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{file.LastWriteTimeUtc.Ticks}/{file.Length}");

    private StoredSession Read(string id)
    {
        var path = PathOf(id);
        try
        {
            var session = SessionDocumentJson.Read(File.ReadAllBytes(path));
            return string.Equals(session.Id, id, StringComparison.Ordinal)
                ? new StoredSession(id, path, session, null)
                : new StoredSession(id, path, null, $"The file holds the session {session.Id}, which its name does not say.");
        }
        catch (SessionFormatException e)
        {
            return new StoredSession(id, path, null, e.Message, e.IsNewer);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return new StoredSession(id, path, null, $"The file cannot be read: {e.Message}");
        }
    }

    /// <summary>Whether a text can be the id of a session.</summary>
    public static bool IsId(string id) => id.Length is > 0 and <= 64 && id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c));
}
