"""Pages of online services: the public list, the register, targets, facts about use, the roadmap."""
