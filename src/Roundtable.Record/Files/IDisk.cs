namespace Roundtable.Record.Files;

/// <summary>
/// What storage asks of a disk, and no more: small enough that a simulated disk in the tests can keep exactly the promises of POSIX and break everything else.
/// What was written is durable once the file was flushed; a name, once its directory was flushed.
/// </summary>
internal interface IDisk
{
    /// <summary>Whether there is a file of this path.</summary>
    public bool FileExists(string path);

    /// <summary>Whether there is a directory of this path.</summary>
    public bool DirectoryExists(string path);

    /// <summary>Paths of the files in a directory, in ordinal order; none if it does not exist.</summary>
    public IReadOnlyList<string> Files(string directory);

    /// <summary>Paths of the directories in a directory, in ordinal order; none if it does not exist.</summary>
    public IReadOnlyList<string> Directories(string directory);

    /// <summary>Creates a directory in one that exists, accessible to its owner only. One that exists already is left as it is.</summary>
    /// <exception cref="IOException">When it cannot be created.</exception>
    public void CreateDirectory(string path);

    /// <summary>Opens a file without buffering; one that is created is accessible to its owner only.</summary>
    /// <exception cref="FileNotFoundException">When it does not exist and is not to be created.</exception>
    /// <exception cref="IOException">When it cannot be opened.</exception>
    public IDiskFile Open(string path, FileMode mode, FileAccess access, FileShare share);

    /// <summary>Gives a file another name in its directory, in place of the file that has it.</summary>
    /// <exception cref="IOException">When it cannot be renamed.</exception>
    public void Rename(string from, string to);

    /// <summary>Deletes a file; one that does not exist is ignored.</summary>
    /// <exception cref="IOException">When it cannot be deleted.</exception>
    public void Delete(string path);

    /// <summary>Deletes a directory with everything in it.</summary>
    /// <exception cref="IOException">When it cannot be deleted.</exception>
    public void DeleteDirectory(string path);

    /// <summary>Makes a directory's names durable.</summary>
    /// <exception cref="IOException">When the disk reports an error.</exception>
    public void FlushDirectory(string path);

    /// <summary>Makes everything on the file system of a directory durable; false if the operating system cannot do this.</summary>
    /// <exception cref="FlushFailedException">When the disk reports an error.</exception>
    public bool TryFlushAll(string directory);

    /// <summary>Locks a file, which is created, for this process until the lock is disposed of.</summary>
    /// <exception cref="IOException">When it is locked, or cannot be created.</exception>
    public IDisposable Lock(string path);

    /// <summary>Whether others than its owner can access a file; false where the operating system does not say.</summary>
    public bool IsExposed(string path);
}
