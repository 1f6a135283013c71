using Roundtable.Record.Entries;

namespace Roundtable.Corpus.Blocks;

/// <summary>Which block a file is of: one that was copied under another's name would be counted twice, and the other not at all.</summary>
/// <param name="Plan">The digest of the plan.</param>
/// <param name="File">The index of its file in the plan.</param>
/// <param name="Block">Its index in the file.</param>
internal readonly record struct BlockId(Digest Plan, int File, int Block);
