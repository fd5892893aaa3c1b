package dev.kagimori.cli;

import picocli.CommandLine.Command;

/** {@code kagimori stock campaign}. */
@Command(
    name = "campaign",
    description = "Swap campaigns: a town's fobs replaced in steps.",
    mixinStandardHelpOptions = true,
    subcommands = {
      CampaignNewCommand.class,
      CampaignLookCommands.All.class,
      CampaignLookCommands.Show.class,
      CampaignStepCommands.Allocate.class,
      CampaignPapersCommand.ShippingSlip.class,
      CampaignPapersCommand.LabelSheets.class,
      CampaignPapersCommand.LetterPages.class,
      CampaignStepCommands.Ship.class,
      CampaignStepCommands.Remind.class,
      CampaignStepCommands.Undo.class,
      CampaignStepCommands.Retire.class,
      CampaignStepCommands.Pause.class,
      CampaignStepCommands.Resume.class,
      CampaignReturnCommand.class,
      CampaignStepCommands.Close.class
    })
public final class CampaignCommand {}
