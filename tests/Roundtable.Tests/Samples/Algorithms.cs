using System.Runtime.CompilerServices;
using Roundtable.Record.Checkpoints;
using Roundtable.Workspace.Keys;

namespace Roundtable.Tests.Samples;

/// <summary>The algorithms that the program begins with.</summary>
internal static class Algorithms
{
    [ModuleInitializer]
    public static void Use() => MlDsa44.Use(new BouncyCastleMlDsa44());
}
