using Roundtable.Tests.Samples;
using Roundtable.Workspace.Benches;

namespace Roundtable.Tests.Workspace.Benches;

/// <summary>Tables of real votes beside the repository; they are not part of it.</summary>
internal static class PublicVotes
{
    public const string Missing = "There are no tables of public votes in ../shared/data/votes.";

    public static string Folder { get; } = Find();

    public static string Path(string name) => System.IO.Path.Combine(Folder, name);

    public static VoteFile Read(string name, VoteFileOptions? options = null) => VoteFile.Read(Path(name), options);

    private static string Find()
    {
        // A worktree lies one folder deeper than the repository.
        string[] places = [Beside(".."), Beside("../..")];
        return Array.Find(places, Directory.Exists) ?? places[0];

        static string Beside(string above) => System.IO.Path.GetFullPath(System.IO.Path.Combine(Repository.Root, above, "shared", "data", "votes"));
    }
}
