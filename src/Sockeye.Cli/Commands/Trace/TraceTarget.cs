namespace Sockeye.Cli.Commands.Trace;

/// <summary>What to trace.</summary>
/// <param name="Program">A program to start, with its arguments; empty to attach.</param>
/// <param name="Process">A running process to attach to; null to start a program.</param>
internal sealed record TraceTarget(string[] Program, int? Process);
