using Microsoft.Extensions.AI;

namespace Roundtable.Deliberation.Recording;

/// <summary>
/// Reads the bytes of an answer that a client left on the record again: what a model asked of tools stands in them alone. A chat client offers one as a
/// service (<see cref="IChatClient.GetService"/>).
/// </summary>
/// <param name="raw">The bytes as they came.</param>
/// <returns>The answer; null where they cannot be read.</returns>
public delegate ChatResponse? RawAnswerReader(ReadOnlyMemory<byte> raw);
